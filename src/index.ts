export {
  actionsOf,
  addressFields,
  type Flow,
  isSetting,
  type LineageOptions,
  type LintOptions,
  lineage,
  lint,
  maskSecrets,
  printTypes,
  projectSchema,
  type Rule,
  type RuleExample,
  rules,
  secretName,
  subscriptionsOf,
  type TypesOptions,
  type Unread,
  type UsedDestination,
  unread,
} from './analysis/index.ts'
export type {
  ActionDefinition,
  Definition,
  FieldDefinition,
  LoadedMappings,
  LoadOptions,
  Rules,
  SecretPlace,
  SecretReference,
  Settings,
  SubscriptionDefinition,
} from './destination/index.ts'
export { checkMappingsFile, isReference, loadMappings, mappingsKeys, writtenAt } from './destination/index.ts'
export { type Code, CompileError, codes, type Diagnostic, type Edit, renderDiagnostic } from './diagnostics/index.ts'
export {
  type Action,
  type Clause,
  type CompileOptions,
  compile,
  type Destination,
  type Explanation,
  type Failure,
  type Limits,
  type MapResult,
  type Outline,
  type Report,
  type RequestOptions,
  type Requests,
  type SharedOutline,
  type Skipped,
  type Step,
  type SubscriptionTrace,
  type TraceOptions,
  type Verdict,
  type WhyOptions,
} from './engine/index.ts'
export { callSchemas, type NormalizeOptions, normalize, type SourceEvent } from './event/index.ts'
export { type CompiledJsonata, compileJsonata, JsonataError, type JsonataOptions } from './jsonata/index.ts'
export { compileMapping } from './mapping/index.ts'
export { type Request, readableUrl } from './request/index.ts'
export {
  extents,
  find,
  findJsonMistake,
  hideStrings,
  JsonSyntaxError,
  laidOut,
  locate,
  type Node as TextNode,
  parseEveryDigit,
  parseJsonc,
  suggest,
  suggestion,
  type TextEdit,
} from './text/index.ts'
export { compileTrigger, type Wanted, waysToSatisfy } from './trigger/index.ts'
export { isObject, type Json, type JsonObject, pointer, pointerKeys, printPath } from './value/index.ts'
