export type { Span } from './span.ts'
export { suggestion } from './suggest.ts'
