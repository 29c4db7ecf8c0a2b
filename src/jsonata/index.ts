export { type CompiledJsonata, compileJsonata, type JsonataOptions } from './compile.ts'
export { JsonataError } from './runtime/error.ts'
