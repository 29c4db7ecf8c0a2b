export { type CompiledJsonata, compileJsonata, type JsonataOptions } from '../jsonata/compile.ts'
export { JsonataError } from '../jsonata/runtime/error.ts'
