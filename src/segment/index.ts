export { examine, type Finding, isAsBefore } from './compareAction.ts'
export { type ActionsImport, areAsBefore, importActions } from './importActions.ts'
export type { MappingDifference } from './mappingDifferences.ts'
export type { Given } from './mappingParts.ts'
export {
  type ImportMistake,
  importMetadata,
  isComplete,
  type MetadataImport,
} from './metadata/importMetadata.ts'
export type { ImportNote } from './metadata/notes.ts'
export { createDefinition, readSaved, type SavedAction } from './readSaved.ts'
export { toSlug } from './toSlug.ts'
export type { TriggerDifference } from './triggerDifference.ts'
