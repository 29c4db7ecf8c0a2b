export { JsonDraft } from './draft.ts'
export type { Caret, DraftNode } from './draftNode.ts'
export type { DraftText } from './draftText.ts'
export { applyEdits, writeValue } from './edits.ts'
export {
  findJsonMistake,
  JsonSyntaxError,
  type JsonToken,
  parseEveryDigit,
  parseJsonc,
  scanJson,
  type TextEdit,
} from './jsonc.ts'
export { type FilePlace, hideValues, JsonDocument, type TextFile } from './jsonDocument.ts'
export type { LocateOptions } from './layout.ts'
export { type JsonText, maxText, splitJson } from './splitJson.ts'
