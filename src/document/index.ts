export { applyEdits, writeValue } from './edits.ts'
export { findJsonMistake, JsonSyntaxError, parseEveryDigit, parseJsonc, type TextEdit } from './jsonc.ts'
export { JsonDocument, type Place, type TextFile } from './jsonDocument.ts'
export type { Part } from './layout.ts'
