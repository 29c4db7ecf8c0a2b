export { applyEdits, writeValue } from './edits.ts'
export { findJsonMistake, JsonSyntaxError, parseEveryDigit, parseJsonc, type TextEdit } from './jsonc.ts'
export { type FilePlace, hideValues, JsonDocument, type TextFile } from './jsonDocument.ts'
export type { LocateOptions } from './layout.ts'
