export { applyEdits, textEdits, writeValue } from './edits.ts'
export {
  extents,
  findJsonMistake,
  hideStrings,
  JsonSyntaxError,
  locate,
  type Node,
  parseEveryDigit,
  parseJsonc,
  type TextEdit,
} from './jsonDocument.ts'
