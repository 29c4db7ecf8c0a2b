import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
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

/** Starts a client whose projects are these folders. */
async function openFolders(...folders: readonly string[]) {
  const client = startClient(folders[0]!)
  const workspaceFolders = folders.map(path => ({ uri: pathToFileURL(path).href, name: path }))
  const initialized = await client.connection.sendRequest('initialize', {
    processId: process.pid,
    rootUri: workspaceFolders[0]!.uri,
    capabilities: {
      textDocument: { completion: { completionItem: { snippetSupport: true } } },
      workspace: { workspaceFolders: true, didChangeWatchedFiles: { dynamicRegistration: true } },
    },
    workspaceFolders,
  })
  await client.connection.sendNotification('initialized', {})
  return { ...client, initialized }
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

let client: Awaited<ReturnType<typeof openFolders>>
beforeAll(async () => {
  writeFileSync(join(folder, 'shop.json'), '{}')
  client = await openFolders(folder)
})
afterAll(async () => {
  client.child.kill()
  await client.ended
  rmSync(folder, { recursive: true })
})

const ask = <T>(method: string, line: number, character: number) =>
  client.connection.sendRequest<T>(`textDocument/${method}`, { textDocument: { uri }, position: { line, character } })

test('the server says what it can do', () => {
  expect(client.initialized).toMatchObject({
    capabilities: { hoverProvider: true, definitionProvider: true, completionProvider: {}, codeActionProvider: {} },
    serverInfo: { name: 'callmap' },
  })
})

test('an open file gets findings, fixes, completion, hover and definitions, and an edit gets other findings', async () => {
  const { connection } = client
  const first = nextFindings(connection, uri)
  await connection.sendNotification('textDocument/didOpen', open(text))
  expect(await first).toMatchObject([
    { code: 'CM401', range: { start: { line: 4, character: 34 } }, source: 'callmap', severity: 1 },
    { code: 'CM202', range: { start: { line: 4, character: 64 } } },
  ])

  const range = { start: { line: 4, character: 64 }, end: { line: 4, character: 64 } }
  const request = { textDocument: { uri }, range, context: { diagnostics: [] } }
  type Action = { title: string; kind: string; edit: { changes: Record<string, { newText: string }[]> } }
  const actions = await connection.sendRequest<Action[]>('textDocument/codeAction', request)
  expect(
    actions.map(({ title, kind, edit }) => [title, kind, edit.changes[uri]!.map(({ newText }) => newText)]),
  ).toEqual([
    ['write `=`', 'quickfix', ['=']],
    ['Apply all safe fixes', 'source.fixAll.callmap', ['"trackEvent"', '=']],
  ])
  const only = { ...request, context: { diagnostics: [], only: ['source.fixAll'] } }
  expect(await connection.sendRequest<Action[]>('textDocument/codeAction', only)).toHaveLength(1)

  const items = await ask<{ label: string; textEdit: object; insertTextFormat?: number }[]>('completion', 4, 35)
  const item = items.find(({ label }) => label === 'trackEvent')
  expect(item?.textEdit).toEqual({
    range: { start: { line: 4, character: 35 }, end: { line: 4, character: 44 } },
    newText: 'trackEvent',
  })
  const keys = await ask<typeof items>('completion', 4, 5)
  expect(keys.find(({ label }) => label === 'overrides')).toMatchObject({
    insertTextFormat: 2,
    textEdit: { newText: '"overrides": { $0 \\},' },
  })

  expect(await ask('hover', 1, 20)).toMatchObject({
    contents: { kind: 'markdown' },
    range: { start: { line: 1, character: 18 } },
  })
  expect(await ask('hover', 0, 0)).toBeNull()
  expect(await ask('definition', 2, 17)).toMatchObject({
    uri: expect.stringMatching(/^file:.*destinations\/customerio\/destination\.json$/),
  })

  const second = nextFindings(connection, uri)
  const change = { range: { start: { line: 4, character: 35 }, end: { line: 4, character: 44 } }, text: 'trackEvent' }
  await connection.sendNotification('textDocument/didChange', {
    textDocument: { uri, version: 2 },
    contentChanges: [change],
  })
  expect((await second).map(({ code }) => code)).toEqual(['CM202'])

  const third = nextFindings(connection, uri)
  await connection.sendNotification('textDocument/didClose', { textDocument: { uri } })
  expect(await third).toEqual([])
})

test('a definition that is edited, or changes on disk, changes the findings of its mappings', async () => {
  const { connection } = client
  mkdirSync(join(folder, 'own'))
  const [mappings, definition] = ['shop.json', 'destination.json'].map(name => join(folder, 'own', name)) as [
    string,
    string,
  ]
  const uris = [mappings, definition].map(path => pathToFileURL(path).href) as [string, string]
  const define = (action: string) =>
    `{ "slug": "own", "name": "Own", "actions": { "${action}": { "fields": { "id": { "type": "string", "default": { "@path": "$.userId" } } } } } }`
  writeFileSync(definition, define('order'))
  const content =
    '{ "destination": "./destination.json", "subscriptions": [{ "action": "order", "trigger": "type = \\"track\\"" }] }'
  const document = (uri: string, text: string) => ({ textDocument: { uri, languageId: 'json', version: 1, text } })
  const codes: unknown[][] = []
  const listening = connection.onNotification('textDocument/publishDiagnostics', (published: Published) => {
    if (published.uri === uris[0]) codes.push(published.diagnostics.map(({ code }) => code))
  })
  // The server may tell the same findings twice.
  const expectLast = (expected: readonly string[]) =>
    vi.waitFor(() => expect(codes.at(-1)).toEqual(expected), { timeout: 4000 })
  await connection.sendNotification('textDocument/didOpen', document(uris[0], content))
  await expectLast([])
  const place = { textDocument: { uri: uris[0] }, position: { line: 0, character: 20 } }
  expect(await connection.sendRequest('textDocument/definition', place)).toMatchObject({ uri: uris[1] })
  writeFileSync(definition, define('sale'))
  const changes = [{ uri: uris[1], type: 2 }]
  await connection.sendNotification('workspace/didChangeWatchedFiles', { changes })
  await expectLast(['CM401'])
  await connection.sendNotification('textDocument/didOpen', document(uris[1], define('order')))
  await expectLast([])
  listening.dispose()
  await connection.sendNotification('textDocument/didClose', { textDocument: { uri: uris[0] } })
  await connection.sendNotification('textDocument/didClose', { textDocument: { uri: uris[1] } })
})

test('each folder has its own config file', async () => {
  const folders = ['a', 'b'].map(name => join(folder, name)) as [string, string]
  for (const path of folders) mkdirSync(path)
  writeFileSync(join(folders[1], 'callmap.config.json'), '{ "rules": { "CM802": "off" } }')
  const several = await openFolders(...folders)
  const content = '{ "slug": "x", "name": "X", "constants": { "c": 1 }, "actions": { "a": { "fields": {} } } }'
  const found: unknown[] = []
  for (const path of folders) {
    const own = pathToFileURL(join(path, 'destination.json')).href
    const findings = nextFindings(several.connection, own)
    await several.connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri: own, languageId: 'json', version: 1, text: content },
    })
    found.push((await findings).map(({ code }) => code))
  }
  expect(found).toEqual([['CM802'], []])
  several.child.kill()
  await several.ended
})

test.each(['file:///c%3A/shop/mappings/m.json', 'file://server/share/m.json', 'untitled:Untitled-1'])(
  'a file with the address %s has answers',
  async address => {
    const { connection } = client
    const findings = nextFindings(connection, address)
    await connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri: address, languageId: 'json', version: 1, text: '{ "destination": "slak" }' },
    })
    expect((await findings).map(({ code }) => code)).toContain('CM413')
    const position = { line: 0, character: 19 }
    const items = await connection.sendRequest<{ label: string }[]>('textDocument/completion', {
      textDocument: { uri: address },
      position,
    })
    expect(items.map(({ label }) => label)).toContain('slack')
    await connection.sendNotification('textDocument/didClose', { textDocument: { uri: address } })
  },
)

test('an edited file is checked before the other open files', async () => {
  const { connection } = client
  const [other, edited] = ['first', 'second'].map(name => pathToFileURL(join(folder, `${name}.json`)).href)
  const published: Published[] = []
  const listening = connection.onNotification('textDocument/publishDiagnostics', (one: Published) => {
    published.push(one)
  })
  for (const uri of [other, edited]) {
    const textDocument = { uri, languageId: 'json', version: 1, text }
    await connection.sendNotification('textDocument/didOpen', { textDocument })
  }
  await vi.waitFor(() => expect(published.map(({ uri }) => uri)).toContain(edited), waiting)
  const contentChanges = [{ text: text.replace('==', '=') }]
  const textDocument = { uri: edited, version: 2 }
  await connection.sendNotification('textDocument/didChange', { textDocument, contentChanges })
  const isNew = ({ uri, diagnostics }: Published) => uri === edited && diagnostics.length === 1
  await vi.waitFor(() => expect(published.some(isNew)).toBe(true), waiting)
  listening.dispose()
  // All files are checked in their order, which may happen once more before the edit.
  expect(published[published.findIndex(isNew) - 1]?.uri).not.toBe(other)
})

const waiting = { timeout: 30_000 }

test('changes of a large file that arrive together are checked together', waiting, async () => {
  const { connection, child } = await openFolders(folder)
  const subscription = { action: 'trackEvent', trigger: 'type = "track"', mapping: { name: { '@path': '$.event' } } }
  const subscriptions = Array.from({ length: 3000 }, (_, n) => ({ name: `s-${n}`, ...subscription }))
  const checked = nextFindings(connection, uri)
  const large = JSON.stringify({ destination: 'customerio', subscriptions }, null, 1)
  await connection.sendNotification('textDocument/didOpen', open(large))
  await checked
  let count = 0
  connection.onNotification('textDocument/publishDiagnostics', () => {
    count++
  })
  const place = { line: 5, character: 1 }
  for (let version = 2; version < 32; version++) {
    await connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version },
      contentChanges: [{ range: { start: place, end: place }, text: ' ' }],
    })
  }
  await connection.sendRequest('textDocument/hover', { textDocument: { uri }, position: place })
  expect(count).toBeLessThan(3)
  child.kill()
})

test('malformed messages do not end the server', async () => {
  const { connection, child } = client
  const send = (body: string) => child.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`)
  send('not json')
  send('{"jsonrpc":"2.0","method":"textDocument/didChange","params":{"textDocument":{"uri":1}}}')
  send('{"jsonrpc":"2.0","id":900,"method":"textDocument/hover","params":null}')
  send('{"jsonrpc":"2.0","id":901,"method":"no/such","params":{}}')
  send('[]')
  expect(
    await connection.sendRequest('textDocument/hover', {
      textDocument: { uri: 'file:///none.json' },
      position: { line: 0, character: 0 },
    }),
  ).toBeNull()
})

test('the server ends with its client', async () => {
  const other = await openFolders(folder)
  await other.connection.sendRequest('shutdown')
  await other.connection.sendNotification('exit')
  expect(await other.ended).toBe(0)
})

const message = (body: object) => {
  const json = JSON.stringify(body)
  return `Content-Length: ${Buffer.byteLength(json)}\r\n\r\n${json}`
}
const begin = message({
  jsonrpc: '2.0',
  id: 1,
  method: 'initialize',
  params: { processId: process.pid, capabilities: {} },
})

test.each([
  ['while it lives on', '', true],
  ['in the middle of a message', 'Content-Length: 500\r\n\r\n{"js', true],
  ['before it is answered', message({ jsonrpc: '2.0', method: 'initialized', params: {} }), false],
])('the server ends if its client closes stdin %s', async (_, last, waits) => {
  const child = spawn(process.execPath, [bin, 'language-server'], { cwd: folder })
  let errors = ''
  child.stderr.on('data', text => {
    errors += text
  })
  child.stdin.write(begin)
  if (waits) await new Promise(resolve => child.stdout.once('data', resolve))
  child.stdin.end(last)
  const code = await new Promise(resolve => child.on('close', resolve))
  expect({ code, errors }).toEqual({ code: 0, errors: '' })
})
