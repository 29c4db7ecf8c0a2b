export { applyEdits, writeValue } from './edits.ts'
export { findJsonMistake, JsonSyntaxError, parseEveryDigit, parseJsonc, type TextEdit } from './jsonc.ts'
export { hideValues, JsonDocument, type Place, type TextFile } from './jsonDocument.ts'
export type { Part } from './layout.ts'
