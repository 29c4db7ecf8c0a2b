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
  Rules,
  SettingDefinition,
  SubscriptionDefinition,
} from './definition.ts'
export { reportDollar } from './dollar.ts'
export { emitConditionGuards, emitGuard } from './guard.ts'
export { checkMappingsFile, mappingsKeys } from './mappingsFile.ts'
export { type ParsedDestination, parseDestination } from './parse.ts'
export { type PayloadCheck, payloadCheck } from './payload.ts'
export type { PayloadProblem } from './payloadProblem.ts'
export { spansOfWord, textAt } from './place.ts'
export { findWrittenAt } from './references.ts'
export { isReference, redacted, type SecretReference, type Settings } from './settings.ts'
export type { ParsedSubscription } from './subscription.ts'
export { findSecretPlaces, findUnknown, type SecretPlace, type UnknownSecret } from './unknownSecrets.ts'
