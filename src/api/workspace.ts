export { type LoadedMappings, type LoadOptions, loadMappings } from '../workspace/loadMappings.ts'
