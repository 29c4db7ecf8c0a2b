export { explainRefused, findRefused } from './consent.ts'
export { findDoubts } from './doubts.ts'
export {
  type AliasEvent,
  type CallType,
  callTypes,
  type EventContext,
  type GroupEvent,
  type IdentifyEvent,
  type Integrations,
  type PageEvent,
  type ScreenEvent,
  type SourceEvent,
  type TrackEvent,
} from './event.ts'
export { instructions } from './instructions.ts'
export { type Normalized, type NormalizeOptions, normalize } from './normalize.ts'
export {
  describeDropped,
  dropPlaceholders,
  explainNobody,
  isListed,
  listPlaceholders,
  type Placeholders,
} from './placeholders.ts'
export { callSchemas } from './schema.ts'
