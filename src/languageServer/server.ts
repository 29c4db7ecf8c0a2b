import { actionKinds, listActions } from './actions.ts'
import { toDiagnostic, toFile, toItem, toLocation, toRange } from './convert.ts'
import { openProject, type Project } from './project.ts'
import {
  type Connection,
  DidChangeWatchedFilesNotification,
  type InitializeParams,
  type InitializeResult,
  MarkupKind,
  TextDocumentSyncKind,
  TextDocuments,
  type WorkspaceFoldersChangeEvent,
} from './protocol.ts'
import { TextDocument } from './textDocument.ts'
import { toPath, toSlashes } from './uri.ts'

/** Milliseconds after which an edited file is checked, at least: changes that arrive together are checked together. */
const moment = 5

/** Milliseconds without a change after which the other open files are checked. */
const pause = 100

/** Answers the requests of an editor about the files that it has open. */
export class LanguageServer {
  readonly #connection: Connection
  readonly #folder: string
  readonly #documents = new TextDocuments(TextDocument)
  readonly #projects = new Map<string, Project>()
  #roots: readonly string[] = []
  #hasFolders = false
  #knowsSnippets = false
  readonly #edited = new Set<string>()
  #timer: NodeJS.Timeout | undefined
  /** Milliseconds that the last check took. As many pass before the next one, for messages that have arrived meanwhile. */
  #took = 0

  /** `folder` is the project of files that are in no folder of the editor. */
  constructor(connection: Connection, folder: string) {
    this.#connection = connection
    this.#folder = toSlashes(folder)
    this.#listen()
  }

  #listen(): void {
    const connection = this.#connection
    connection.onInitialize(params => this.#initialize(params))
    connection.onInitialized(() => {
      const watchers = [{ globPattern: '**/*.{json,jsonc,ndjson}' }]
      // A client that cannot watch files refuses. Its own changes still arrive.
      connection.client.register(DidChangeWatchedFilesNotification.type, { watchers }).catch(() => {})
      if (this.#hasFolders) connection.workspace.onDidChangeWorkspaceFolders(change => this.#changeFolders(change))
    })
    connection.onDidChangeWatchedFiles(() => this.#schedule())
    connection.onCompletion(({ textDocument, position }) =>
      this.#answer(textDocument, (document, project) => {
        const { from, to, items } = project.editor.complete(toFile(document), document.offsetAt(position))
        const range = toRange(document, { from, to })
        return items.map((item, index) => toItem(item, index, range, this.#knowsSnippets))
      }),
    )
    connection.onHover(({ textDocument, position }) =>
      this.#answer(textDocument, (document, project) => {
        const found = project.editor.hover(toFile(document), document.offsetAt(position))
        if (found === null) return null
        return { contents: { kind: MarkupKind.Markdown, value: found.markdown }, range: toRange(document, found) }
      }),
    )
    connection.onDefinition(({ textDocument, position }) =>
      this.#answer(textDocument, (document, project) => {
        const found = project.editor.definition(toFile(document), document.offsetAt(position))
        return (found && toLocation(found, project.read)) ?? null
      }),
    )
    connection.onCodeAction(({ textDocument, range, context }) =>
      this.#answer(textDocument, (document, project) => listActions(document, project, range, context)),
    )
    this.#documents.onDidChangeContent(({ document }) => this.#checkSoon(document.uri))
    this.#documents.onDidClose(({ document }) => {
      this.#edited.delete(document.uri)
      connection.sendDiagnostics({ uri: document.uri, diagnostics: [] })
      this.#schedule()
    })
    this.#documents.listen(connection)
  }

  #initialize({ workspaceFolders, rootUri, capabilities }: InitializeParams): InitializeResult {
    this.#roots = (workspaceFolders?.map(({ uri }) => uri) ?? (rootUri ? [rootUri] : [])).map(toPath)
    this.#hasFolders = capabilities.workspace?.workspaceFolders ?? false
    this.#knowsSnippets = capabilities.textDocument?.completion?.completionItem?.snippetSupport ?? false
    return {
      serverInfo: { name: 'callmap' },
      capabilities: {
        textDocumentSync: TextDocumentSyncKind.Incremental,
        completionProvider: { triggerCharacters: ['"', '@', '$', '.', '#', '/', '(', ' '] },
        hoverProvider: true,
        definitionProvider: true,
        codeActionProvider: { codeActionKinds: actionKinds },
        workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
      },
    }
  }

  #changeFolders({ added, removed }: WorkspaceFoldersChangeEvent): void {
    const gone = removed.map(({ uri }) => toPath(uri))
    this.#roots = [...this.#roots.filter(root => !gone.includes(root)), ...added.map(({ uri }) => toPath(uri))]
    this.#schedule()
  }

  /** Answers about an open file; `null` about others. */
  #answer<T>({ uri }: { readonly uri: string }, answer: (document: TextDocument, project: Project) => T): T | null {
    const document = this.#documents.get(uri)
    return document ? answer(document, this.#findProject(uri)) : null
  }

  #findProject(uri: string): Project {
    const file = toPath(uri)
    const around = this.#roots.filter(root => file.startsWith(`${root.replace(/\/$/, '')}/`))
    const folder = around.toSorted((a, b) => b.length - a.length)[0] ?? this.#folder
    const project = this.#projects.get(folder) ?? openProject(folder, path => this.#findOpen(path)?.getText())
    this.#projects.set(folder, project)
    return project
  }

  /** Finds an open file. Editors write the address of a file in different ways. */
  #findOpen(file: string): TextDocument | undefined {
    return this.#documents.all().find(({ uri }) => toPath(uri) === file)
  }

  /** Checks an edited file, and after a pause the others: an edit of a definition changes the findings in its mappings. */
  #checkSoon(uri: string): void {
    clearTimeout(this.#timer)
    if (this.#edited.size === 0) setTimeout(() => this.#checkEdited(), Math.max(moment, this.#took))
    this.#edited.add(uri)
  }

  #checkEdited(): void {
    const edited = this.#documents.all().filter(({ uri }) => this.#edited.has(uri))
    this.#edited.clear()
    this.#publishAll(edited)
    this.#schedule()
  }

  /** Checks the open files after a pause. */
  #schedule(): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#publishAll(this.#documents.all()), pause)
  }

  #publishAll(documents: readonly TextDocument[]): void {
    const started = performance.now()
    for (const document of documents) this.#publish(document)
    this.#took = performance.now() - started
  }

  #publish(document: TextDocument): void {
    const { uri, version } = document
    try {
      const { editor, read } = this.#findProject(uri)
      const diagnostics = editor.diagnose(toFile(document)).map(found => toDiagnostic(found, document, read))
      this.#connection.sendDiagnostics({ uri, version, diagnostics })
    } catch (error) {
      // A bug that one file shows must not end the help with the others.
      this.#connection.console.error(`${uri}: ${(error as Error).stack}`)
    }
  }
}
