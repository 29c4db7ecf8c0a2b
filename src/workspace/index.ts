export { type CatalogueEntry, catalogue } from './catalogue.ts'
export { type Checked, type CheckOptions, checkFile } from './check.ts'
export { withConfig } from './config.ts'
export { destinationsIn } from './destinationsIn.ts'
export { applyFixes, isFixable } from './fix.ts'
export {
  definitionFiles,
  havingSubscription,
  type LoadedDestination,
  type LoadFlags,
  loadDestinations,
  loadUse,
  mappingsNamed,
  noteLoaded,
  noteSecrets,
} from './load.ts'
export { type LoadedMappings, type LoadOptions, loadMappings } from './loadMappings.ts'
export { type LocatedAction, locate } from './locatedAction.ts'
export type { LocatedDiagnostic, Place } from './locatedDiagnostic.ts'
export type { Event, Refused } from './locatedEvent.ts'
export { madeBy } from './madeBy.ts'
export { type MappingsSource, readUse } from './mappingsFile.ts'
export { isFailure, type Outcome, outcomesOf } from './outcome.ts'
export { fileError, type JsonFile, readJson, readText, statOf, writeText } from './readJson.ts'
export { type ErrorRow, errorRow, type Row, rowsOf } from './row.ts'
export { checkRule } from './ruleLevels.ts'
export { type Coverage, coverageOf, type PlacedUnit, percent } from './suites/coverage.ts'
export { findSuites, type LoadedSuite, loadFor, loadSuite, placeIn } from './suites/load.ts'
export { parseTestPlace, printTestPlace, type TestPlace, testAt } from './suites/place.ts'
export { type FileResult, runFiles, statuses, type TestResult, type TestRun } from './suites/run.ts'
export { shuffler } from './suites/shuffle.ts'
export { updateTests } from './suites/update.ts'
export { type Exit, exit, Stop } from './workspaceError.ts'
export { findWritten } from './written.ts'
