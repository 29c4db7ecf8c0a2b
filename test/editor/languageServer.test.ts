import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  createMessageConnection,
  type MessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node'

const bin = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url))

/** A client as editors have one: the built command in a process, and messages on its streams. */
function startClient(folder: string) {
  const child = spawn(process.execPath, [bin, 'language-server', '--stdio'], { cwd: folder })
  const connection = createMessageConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  )
  connection.onRequest('client/registerCapability', () => null)
  connection.listen()
  const ended = new Promise<number | null>(resolve => child.on('exit', resolve))
  return { connection, child, ended }
}

interface Published {
  readonly uri: string
  readonly diagnostics: readonly { readonly code?: string; readonly message: string; readonly range: object }[]
}

/** Waits for findings of a file. */
function nextFindings(connection: MessageConnection, uri: string): Promise<Published['diagnostics']> {
  return new Promise(resolve => {
    const listening = connection.onNotification('textDocument/publishDiagnostics', (published: Published) => {
      if (published.uri !== uri) return
      listening.dispose()
      resolve(published.diagnostics)
    })
  })
}

const folder = mkdtempSync(join(tmpdir(), 'callmap-editor-'))
const uri = pathToFileURL(join(folder, 'shop.json')).href
const text = `{
  "destination": "customerio",
  "settings": { "siteId": "s-1", "apiKey": { "$secret": "KEY" } },
  "subscriptions": [
    { "name": "orders", "action": "trackEvnt", "trigger": "type == \\"track\\"" }
  ]
}
`
const open = (content: string) => ({ textDocument: { uri, languageId: 'json', version: 1, text: content } })

let client: ReturnType<typeof startClient>
beforeAll(async () => {
  client = startClient(folder)
  const rootUri = pathToFileURL(folder).href
  await client.connection.sendRequest('initialize', {
    processId: process.pid,
    rootUri,
    capabilities: { textDocument: { completion: { completionItem: { snippetSupport: true } } } },
    workspaceFolders: [{ uri: rootUri, name: 'shop' }],
  })
  await client.connection.sendNotification('initialized', {})
})
afterAll(async () => {
  client.child.kill()
  await client.ended
  rmSync(folder, { recursive: true })
})

test('an open file gets findings, and an edit gets others', async () => {
  const { connection } = client
  writeFileSync(join(folder, 'shop.json'), '{}')
  const first = nextFindings(connection, uri)
  await connection.sendNotification('textDocument/didOpen', open(text))
  expect(await first).toMatchObject([
    { code: 'CM401', range: { start: { line: 4, character: 34 } } },
    { code: 'CM202', range: { start: { line: 4, character: 64 } } },
  ])
  const second = nextFindings(connection, uri)
  await connection.sendNotification('textDocument/didChange', {
    textDocument: { uri, version: 2 },
    contentChanges: [
      { range: { start: { line: 4, character: 35 }, end: { line: 4, character: 44 } }, text: 'trackEvent' },
    ],
  })
  expect((await second).map(({ code }) => code)).toEqual(['CM202'])
})
