export { describeKind, isObject, type Json, type JsonObject, type Kind, kindOf, own } from './json.ts'
export { type Path, printPath } from './path.ts'
export { type Pointer, pointer, pointerKeys } from './pointer.ts'
