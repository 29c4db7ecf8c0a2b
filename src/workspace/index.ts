export { type AnsweredRequest, answerRequests, type NextAnswer } from './answeredRequest.ts'
export { attempt } from './attempt.ts'
export { type BuildRequest, buildModules, type ModuleFiles } from './build.ts'
export { type CatalogueAction, type CatalogueEntry, listCatalogue } from './catalogue.ts'
export { type Checked, type CheckOptions, checkFile } from './check.ts'
export { checkAnswer } from './checkAnswer.ts'
export { type CompiledSource, compileSource, type SourceValues } from './compileSource.ts'
export { readRules } from './configRules.ts'
export { isDeadLetter } from './deadLetter.ts'
export { destinationsIn } from './destinationsIn.ts'
export { type FileKind, recognizeFile } from './fileKind.ts'
export { isPath, resolveBeside } from './filePath.ts'
export { applyFixes, isFixable } from './fix.ts'
export { type Imported, type ImportInput, imports } from './imports.ts'
export {
  definitionFiles,
  havingSubscription,
  type LoadedDestination,
  loadDestinations,
  loadSource,
  mappingsNamed,
  sourceValues,
} from './load.ts'
export { type LocatedAction, locate } from './locatedAction.ts'
export type { LocatedDiagnostic, Remedy } from './locatedDiagnostic.ts'
export type { Event, Refused } from './locatedEvent.ts'
export { madeBy } from './madeBy.ts'
export { definitionSource, type MappingsSource, readDefinition, readMappingsSource } from './mappingsFile.ts'
export { type MemoryFiles, memoryWorkspace } from './memory.ts'
export { readExchange } from './readExchange.ts'
export { parseJson, readJson } from './readJson.ts'
export { type ActionName, journalLine, nameActions, recall } from './recall.ts'
export { type ErrorRow, errorRow, mapToRows, type Row } from './row.ts'
export { checkRule } from './ruleLevels.ts'
export { findSamples } from './samples.ts'
export { type CatalogueMatch, searchCatalogue, splitWords, suggestSearch } from './searchCatalogue.ts'
export { isFailure, previewSubscriptions, type SubscriptionPreview } from './subscriptionPreview.ts'
export { type Coverage, mergeCoverage, type PlacedUnit, percent } from './suites/coverage.ts'
export { checkSuiteFile, findSuites, type LoadedSuite, loadFor, loadSuite } from './suites/load.ts'
export { parseTestPlace, printTestPlace, type TestPlace, testAt } from './suites/place.ts'
export { type FileResult, runFiles, statuses, type TestResult, type TestRun, testSteps } from './suites/run.ts'
export { shuffler } from './suites/shuffle.ts'
export { type UpdatedSuite, updateTests } from './suites/update.ts'
export {
  type ActionLine,
  addEvent,
  addUndelivered,
  isEarlierLine,
  type Job,
  undeliveredLine,
  unmappedLine,
} from './undelivered.ts'
export { uniqueDiagnostics } from './uniqueDiagnostics.ts'
export type { Catalogue, DefinitionMemory, FileSystem, Selection, Workspace } from './workspace.ts'
export { WorkspaceError, type WorkspaceErrorKind } from './workspaceError.ts'
export { chooseDocument, findWritten, type Written } from './written.ts'
