export {
  type Flow,
  type LineageOptions,
  type LintOptions,
  lineage,
  lint,
  type Rule,
  type RuleExample,
  rules,
  type Unread,
  unread,
} from '../analysis/index.ts'
export { projectSchema, type UsedDestination } from '../authoring/projectSchema.ts'
export { printTypes } from '../authoring/types.ts'
export {
  type Explanation,
  type Inspection,
  inspect,
  type Outline,
  type SharedOutline,
  type Step,
  type SubscriptionTrace,
  type TraceOptions,
  type WhyOptions,
} from '../engine/index.ts'
