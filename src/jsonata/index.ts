export { type CompiledJsonata, compileJsonata, type JsonataOptions } from './compile.ts'
export { emitJsonata, emitJsonataFunctions, type Expression, parseJsonata } from './expression.ts'
export { JsonataError } from './runtime/error.ts'
