export type { MappedField, ParsedAction, ParsedCheck } from './action.ts'
export { checkReads, type Root } from './checkReads.ts'
export type {
  ActionDefinition,
  AuthDefinition,
  BatchDefinition,
  Definition,
  Encoding,
  FieldDefinition,
  MappingJson,
  RequestDefinition,
  SettingDefinition,
  SubscriptionDefinition,
} from './definition.ts'
export { emitConditionGuards, emitGuard } from './guard.ts'
export { type ParsedDestination, parseDestination } from './parse.ts'
export type { PayloadCheck, PayloadProblem } from './payload.ts'
export type { SecretReference, Settings } from './settings.ts'
export type { ParsedSubscription } from './subscription.ts'
