export type { Span } from './span.ts'
export { suggest, suggestion } from './suggest.ts'
export { type Form, hole, type Language, synonym } from './synonyms.ts'
