export {
  type Flow,
  type Journey,
  type JourneyLane,
  type JourneyMark,
  type JourneyOptions,
  type JourneyProfile,
  type JourneyReason,
  type JourneyTie,
  journey,
  type LineageOptions,
  type LintOptions,
  lineage,
  lint,
  type Rule,
  type RuleExample,
  rules,
  type Shuffled,
  type UnusedEventPath,
  unusedEventPaths,
} from '../analysis/index.ts'
export { projectSchema, type UsedDestination } from '../authoring/projectSchema.ts'
export { printTypes } from '../authoring/types.ts'
export {
  type CoverageTargets,
  type Explanation,
  type Inspection,
  inspect,
  type SharedCoverageTargets,
  type Step,
  type SubscriptionTrace,
  type TraceOptions,
  type WhyOptions,
} from '../engine/index.ts'
