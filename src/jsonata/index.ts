export { type CompiledJsonata, compileJsonata, type JsonataOptions } from './compile.ts'
export { type Expression, emitJsonata, emitJsonataFunctions, parseJsonata } from './expression.ts'
export { type PureFunction, pureFunctions } from './functions/index.ts'
export { JsonataError } from './runtime/error.ts'
