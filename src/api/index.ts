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
  type Rule,
  type RuleExample,
  rules,
  secretName,
  subscriptionsOf,
  type UnusedEventPath,
  unusedEventPaths,
} from '../analysis/index.ts'
export { printTypes, projectSchema, type TypesOptions, type UsedDestination } from '../authoring/index.ts'
export type {
  ActionDefinition,
  Definition,
  FieldDefinition,
  Rules,
  SecretPlace,
  SecretReference,
  Settings,
  SubscriptionDefinition,
} from '../destination/index.ts'
export { checkMappingsFile, isReference, mappingsKeys, writtenAt } from '../destination/index.ts'
export { type Code, CompileError, codes, type Diagnostic } from '../diagnostics/index.ts'
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
  type TextEdit,
} from '../document/index.ts'
export {
  type Action,
  type Clause,
  type CompileOptions,
  type CoverageTargets,
  compile,
  type Destination,
  type Explanation,
  type Failure,
  type Limits,
  type MapResult,
  type Report,
  type RequestOptions,
  type Requests,
  type SharedCoverageTargets,
  type Skipped,
  type Step,
  type SubscriptionTrace,
  type TraceOptions,
  type Verdict,
  type WhyOptions,
} from '../engine/index.ts'
export { callSchemas, type NormalizeOptions, normalize, type SourceEvent } from '../event/index.ts'
export { type CompiledJsonata, compileJsonata, JsonataError, type JsonataOptions } from '../jsonata/index.ts'
export { compileMapping } from '../mapping/index.ts'
export { renderDiagnostic } from '../render/index.ts'
export { type Request, readableUrl } from '../request/index.ts'
export type { Edit } from '../text/index.ts'
export { suggest, suggestion } from '../text/index.ts'
export { compileTrigger, type PathAssignment, waysToSatisfy } from '../trigger/index.ts'
export { isObject, type Json, type JsonObject, pointer, pointerKeys, printPath } from '../value/index.ts'
export { type LoadedMappings, type LoadOptions, loadMappings } from '../workspace/index.ts'
