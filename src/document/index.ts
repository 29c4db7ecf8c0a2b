export { applyEdits, textEdits, written } from './edits.ts'
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
  type TextEdit,
} from './jsonDocument.ts'
