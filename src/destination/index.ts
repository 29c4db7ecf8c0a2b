export { type Account, type AccountPart, type ConstantPart, unknownAmong } from './account.ts'
export type { MappedField, ParsedAction, ParsedCheck } from './action.ts'
export { checkReads, type Root } from './checkReads.ts'
export { coercePayload } from './coercePayload.ts'
export { conditionPath } from './condition.ts'
export { findUnknownValues } from './constants.ts'
export type {
  ActionDefinition,
  AuthDefinition,
  BatchDefinition,
  Condition,
  Definition,
  Encoding,
  FieldDefinition,
  OriginDefinition,
  RateDefinition,
  RequestDefinition,
  RequiredWhen,
  Rules,
  SettingDefinition,
  SubscriptionDefinition,
  TokenDefinition,
} from './definition.ts'
export { reportDollar } from './dollar.ts'
export { expandSettings, findWrittenAt } from './expand.ts'
export { jsonTypes, listChoices } from './fieldTypes.ts'
export { type FormatTests, formatImports, formatTests } from './formats.ts'
export { emitConditionGuards, emitGuard, emitItemGuard } from './guard.ts'
export { secretsHider, shorten, valuesHider } from './hideSecrets.ts'
export type {
  IdentityDefinition,
  IdentityRule,
  IdentityTest,
  IdKind,
  IdPlace,
  IdPlaces,
  IdSource,
} from './identityDefinition.ts'
export { type DestinationKind, kinds } from './kinds.ts'
export { labelFor } from './label.ts'
export type { MappingJson } from './mappingJson.ts'
export { checkMappingsFile, mappingsKeys } from './mappingsFile.ts'
export { mappingsSchema } from './mappingsSchema.ts'
export {
  type ParsedDefinition,
  type ParsedDestination,
  parseDefinition,
  parseDestination,
  resolveDefinition,
  withSubscriptions,
} from './parse.ts'
export { findPart, isPartName } from './partNames.ts'
export { type PayloadCheck, payloadCheck } from './payload.ts'
export { listFormats, type PayloadFields, payloadFields } from './payloadFields.ts'
export type { PayloadProblem } from './payloadProblem.ts'
export { spansOfWord, textAt } from './place.ts'
export { readGiven } from './readGiven.ts'
export type {
  ResponseDefinition,
  ResponseErrors,
  ResponseRule,
  ResponseStatus,
} from './responseDefinition.ts'
export {
  isReference,
  mostGiven,
  type ResolvedSettings,
  redacted,
  resolveSettings,
  type SecretReference,
  type Settings,
} from './settings.ts'
export { checkSubscriptions } from './shape.ts'
export { standard } from './standard/index.ts'
export { type ParsedSubscription, parseSubscription } from './subscription.ts'
export { isPathText } from './textForms.ts'
export {
  findOriginHosts,
  isTokenAbsent,
  listTokenSecrets,
  listTokenValues,
  secretMark,
  type Tokens,
  tokenMark,
} from './tokens.ts'
export { findSecretPlaces, type SecretPlace, type UnknownSecret, UnknownSecrets } from './unknownSecrets.ts'
export { partName, writtenSchema } from './writtenSchema.ts'
