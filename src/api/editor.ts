/**
 * The editor of mappings files, definitions and test files: a service for a page or a language server. It reads the
 * files of a workspace, which may be in memory, and takes the text of the edited file with each call. Offsets count
 * UTF-16 code units of that text, as in JavaScript and CodeMirror. No call throws for any text.
 *
 * @example
 * const files = { 'mappings/shop.json': '{ "destination": "customerio", "settings": {}, "subscriptions": [] }' }
 * const editor = openEditor(memoryWorkspace({ files, definitions: { customerio } }), { samples: () => [event] })
 *
 * const document = { file: 'mappings/shop.json', text: '{ "destination": "" }' }
 * editor.complete(document, 17) // { from: 17, to: 17, items: [{ label: 'customerio', kind: 'destination', insert: 'customerio', … }] }
 * editor.hover(document, 5)     // { from: 2, to: 15, markdown: 'The slug of a destination …' }
 * editor.diagnose(document)     // [{ from: 17, to: 19, severity: 'error', code: 'CM413', message, help, fixes: [{ title, isSafe, edits }] }]
 * editor.definition(document, 5) // { file, from, to }, or null
 */
export {
  type Completion,
  type CompletionItem,
  type CompletionKind,
  type Editor,
  type EditorDiagnostic,
  type EditorFix,
  type EditorOptions,
  type FileRange,
  type Hover,
  openEditor,
  type TextChange,
} from '../editor/index.ts'
export {
  type Catalogue,
  type FileSystem,
  type MemoryFiles,
  memoryWorkspace,
  type Workspace,
} from '../workspace/index.ts'
