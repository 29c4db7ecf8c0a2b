export { CompileError } from '../diagnostics/index.ts'
export type { BuiltDestination, CreateOptions } from '../engine/index.ts'
export * from '../runtime/index.ts'
