export { resolveActions, resolveSubscriptions } from './actions.ts'
export { addressFields } from './addresses.ts'
export { admittedTypes } from './calls.ts'
export { describeDuration, parseDuration } from './identity/duration.ts'
export { type JourneyOptions, journey } from './identity/journey.ts'
export type {
  Journey,
  JourneyLane,
  JourneyMark,
  JourneyProfile,
  JourneyReason,
  JourneyTie,
  Shuffled,
} from './identity/outcome.ts'
export { type Flow, type LineageOptions, lineage, prepareLineage } from './lineage.ts'
export { isSetting, type LintOptions, lint, prepareLint } from './lint.ts'
export { openLineage } from './openLineage.ts'
export type { Rule, RuleExample } from './rule.ts'
export { rules } from './rules.ts'
export { maskSecrets, secretKeys, secretName } from './secrets.ts'
export { type UnusedEventPath, unusedEventPaths } from './unusedEventPaths.ts'
