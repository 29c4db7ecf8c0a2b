export {
  extents,
  find,
  findJsonMistake,
  hideStrings,
  JsonSyntaxError,
  laidOut,
  locate,
  type Node,
  parseEveryDigit,
  parseJsonc,
  position,
  type TextEdit,
} from './jsonc.ts'
export type { Span } from './span.ts'
export { suggest, suggestion } from './suggest.ts'
export { type Form, hole, type Language, synonym } from './synonyms.ts'
