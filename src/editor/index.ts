export type {
  Completion,
  CompletionItem,
  CompletionKind,
  Editor,
  EditorDiagnostic,
  EditorFix,
  EditorOptions,
  FileRange,
  Hover,
  TextChange,
} from './answer.ts'
export { openEditor } from './editor.ts'
export { rememberDefinitions } from './memory.ts'
export { recent } from './recent.ts'
