export type { Span } from './span.ts'
export { suggest, suggestion } from './suggest.ts'
