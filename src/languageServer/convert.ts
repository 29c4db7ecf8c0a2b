import type { TextFile } from '../document/index.ts'
import type { CompletionItem, CompletionKind, EditorDiagnostic, FileRange } from '../editor/index.ts'
import {
  CompletionItemKind,
  DiagnosticSeverity,
  InsertTextFormat,
  type Location,
  type LspDiagnostic,
  type LspItem,
  MarkupKind,
  type Range,
} from './protocol.ts'
import { TextDocument } from './textDocument.ts'
import { toPath, toUri } from './uri.ts'

export function toFile(document: TextDocument): TextFile {
  return { file: toPath(document.uri), text: document.getText() }
}

export function toRange(document: TextDocument, { from, to }: { readonly from: number; readonly to: number }): Range {
  return { start: document.positionAt(from), end: document.positionAt(to) }
}

/** Locates a range of a file; `undefined` if it cannot be read. */
export function toLocation(place: FileRange, read: (file: string) => string | undefined): Location | undefined {
  const text = read(place.file)
  if (text === undefined) return undefined
  const uri = toUri(place.file)
  return { uri, range: toRange(TextDocument.create(uri, 'json', 0, text), place) }
}

export function toDiagnostic(
  found: EditorDiagnostic,
  document: TextDocument,
  read: (file: string) => string | undefined,
): LspDiagnostic {
  const { severity, code, message, help, note, related } = found
  const relatedInformation = related.flatMap(other => {
    const location = toLocation(other, read)
    return location ? [{ location, message: other.message }] : []
  })
  return {
    range: toRange(document, found),
    severity: severity === 'error' ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning,
    source: 'callmap',
    ...(code !== undefined && { code }),
    message: [message, note, help].filter(part => part !== undefined).join('\n'),
    ...(relatedInformation.length > 0 && { relatedInformation }),
  }
}

const kinds: Readonly<Record<CompletionKind, CompletionItemKind>> = {
  action: CompletionItemKind.Method,
  constant: CompletionItemKind.Constant,
  destination: CompletionItemKind.Module,
  directive: CompletionItemKind.Keyword,
  event: CompletionItemKind.Event,
  field: CompletionItemKind.Field,
  file: CompletionItemKind.File,
  function: CompletionItemKind.Function,
  key: CompletionItemKind.Property,
  keyword: CompletionItemKind.Keyword,
  path: CompletionItemKind.Variable,
  reference: CompletionItemKind.Reference,
  setting: CompletionItemKind.Field,
  subscription: CompletionItemKind.Event,
  template: CompletionItemKind.Class,
  value: CompletionItemKind.Value,
  variable: CompletionItemKind.Variable,
}

/** Converts an item. A caret inside its text needs a client that knows snippets. */
export function toItem(item: CompletionItem, index: number, range: Range, knowsSnippets: boolean): LspItem {
  const { label, kind, detail, documentation, insert, caret } = item
  const isSnippet = knowsSnippets && caret !== undefined && caret < insert.length
  const quote = (text: string) => text.replace(/[\\$}]/g, '\\$&')
  const newText = isSnippet ? `${quote(insert.slice(0, caret))}$0${quote(insert.slice(caret))}` : insert
  return {
    label,
    kind: kinds[kind],
    // Clients sort by text, and these are in a useful order.
    sortText: String(index).padStart(5, '0'),
    ...(detail !== undefined && { detail }),
    ...(documentation !== undefined && { documentation: { kind: MarkupKind.Markdown, value: documentation } }),
    ...(isSnippet && { insertTextFormat: InsertTextFormat.Snippet }),
    textEdit: { range, newText },
  }
}
