export { type Code, codes } from './codes.ts'
export { CompileError } from './compileError.ts'
export { type Diagnostic, diagnostic, type Severity } from './diagnostic.ts'
export { Problems } from './problems.ts'
