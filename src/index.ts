export type {
  Definition,
  FieldDefinition,
  SecretReference,
  Settings,
  SubscriptionDefinition,
} from './destination/index.ts'
export { type Code, CompileError, codes, type Diagnostic, renderDiagnostic } from './diagnostics/index.ts'
export {
  type Action,
  type Clause,
  type CompileOptions,
  compile,
  type Destination,
  type Failure,
  type Limits,
  type MapResult,
  type Report,
  type RequestOptions,
  type Requests,
  type Verdict,
} from './engine/index.ts'
export { callSchemas, type NormalizeOptions, normalize, type SourceEvent } from './event/index.ts'
export { compileMapping } from './mapping/index.ts'
export type { Request } from './request/index.ts'
export { compileTrigger } from './trigger/index.ts'
export type { Json, JsonObject } from './value/index.ts'
