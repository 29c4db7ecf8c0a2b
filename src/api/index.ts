export type {
  ActionDefinition,
  Definition,
  FieldDefinition,
  SecretPlace,
  SecretReference,
  Settings,
  SubscriptionDefinition,
} from '../destination/index.ts'
export { type Code, CompileError, codes, type Diagnostic } from '../diagnostics/index.ts'
export {
  type AccountOptions,
  type Action,
  type ActionOf,
  type Clause,
  compile,
  type Destination,
  type DestinationTypes,
  type Failure,
  type Limits,
  type MapResult,
  type Program,
  program,
  type Rate,
  type Report,
  type RequestOptions,
  type Requests,
  type Skipped,
  type TokenRequest,
  type TokenResult,
  type Tokens,
  type Verdict,
} from '../engine/index.ts'
export {
  type AliasEvent,
  type CallType,
  type EventContext,
  type GroupEvent,
  type IdentifyEvent,
  type Integrations,
  type Normalized,
  type NormalizeOptions,
  normalize,
  type PageEvent,
  type ScreenEvent,
  type SourceEvent,
  type TrackEvent,
} from '../event/index.ts'
export { renderDiagnostic } from '../render/diagnostic.ts'
export type { Request } from '../request/index.ts'
export type { Answer, Outcome, Outcomes } from '../response/index.ts'
export type { Json, JsonObject, Pointer } from '../value/index.ts'
