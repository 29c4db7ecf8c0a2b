import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { openEditor } from '../../src/editor/index.ts'
import { checkFile, memoryWorkspace } from '../../src/workspace/index.ts'
import { cpuTime } from '../cpuTime.ts'
import { workspace } from '../workspace.ts'
import { atCaret, editor, files, memory } from './editors.ts'

const root = join(import.meta.dirname, '../..')
const bundled = ['customerio', 'google-analytics-4', 'webhook'].flatMap(slug =>
  ['destination.json', 'example.json']
    .map(name => `destinations/${slug}/${name}`)
    .filter(file => existsSync(join(root, file))),
)

describe('the findings are those of `callmap check`', () => {
  const broken: Record<string, string> = {
    'an unknown action':
      '{ "destination": "customerio", "subscriptions": [{ "action": "trackEvnt", "trigger": "type = \\"track\\"" }] }',
    'a foreign sign':
      '{ "destination": "slack", "subscriptions": [{ "action": "postToChannel", "trigger": "type == \\"track\\"" }] }',
    'an unknown destination': '{ "destination": "customerios", "subscriptions": [] }',
    'an unknown key': '{ "destination": "slack", "subscription": [] }',
    'a broken file': '{ "destination": "slack", ',
    'an unknown level': '{ "destination": "slack", "rules": { "CM801": "of" } }',
    'a definition with mistakes':
      '{ "slug": "a", "name": "A", "actions": { "a": { "fields": { "x": { "type": "strin" } } } } }',
  }
  const own = openEditor(workspace)
  const all = [
    ...Object.entries(broken),
    ...bundled.map(file => [file, readFileSync(join(root, file), 'utf8')] as const),
  ]
  test.each(all)('%s', (name, text) => {
    const file = name.startsWith('destinations/') ? name : 'new.json'
    const checked = checkFile(workspace, file, { rules: {}, events: [], text }).diagnostics
    const found = own.diagnose({ file, text })
    const here = checked.filter(({ place }) => place === undefined || place.file === file)
    expect(found.map(({ code, from, to, message, severity }) => ({ code, from, to, message, severity }))).toEqual(
      expect.arrayContaining(
        here.map(({ code, place, message, severity = 'error' }) => {
          return { code, from: place!.start, to: place!.end, message, severity }
        }),
      ),
    )
    expect(found).toHaveLength(here.length)
    expect(found.flatMap(({ fixes }) => fixes.flatMap(({ edits }) => edits))).toHaveLength(
      here.flatMap(({ fix }) => fix?.edits ?? []).length,
    )
  })

  test('a finding is the same after other texts', () => {
    const texts = Object.values(broken)
    const first = texts.map(text => own.diagnose({ file: 'new.json', text }))
    expect(texts.map(text => own.diagnose({ file: 'new.json', text }))).toEqual(first)
  })
})

test('a fix is an edit of the text', () => {
  const text =
    '{ "destination": "slack", "subscriptions": [{ "action": "postToChanel", "trigger": "type = \\"track\\"" }] }'
  const found = editor.diagnose({ file: 'mappings/new.json', text }).find(({ code }) => code === 'CM401')
  const [fix] = found!.fixes
  expect(fix).toMatchObject({ title: 'did you mean `postToChannel`?', isSafe: true })
  const [{ from, to, insert }] = fix!.edits as [{ from: number; to: number; insert: string }]
  expect(text.slice(0, from) + insert + text.slice(to)).toContain('"action": "postToChannel"')
})

describe('a short form has its mistakes in itself', () => {
  const written = (parts: string) => `{ "slug": "a", "name": "A", ${parts} }`
  const action = (parts: string) => written(`"actions": { "a": { "fields": { "total": "number" }, ${parts} } }`)
  test.each<[what: string, text: string, code: string, marked: string, fixed?: string]>([
    [
      'a misspelt type',
      written('"actions": { "a": { "fields": { "x": "nubmer" } } }'),
      'CM101',
      '"nubmer"',
      '"number"',
    ],
    ['a field without a type', written('"actions": { "a": { "fields": { "x": { "label": "X" } } } }'), 'CM103', '{'],
    [
      'a label like a number',
      written('"settings": { "s": { "choices": { "1": "a" } } }, "actions": {}'),
      'CM101',
      '"1"',
    ],
    [
      'a choice of another type',
      written('"actions": { "a": { "fields": { "x": { "type": "number", "choices": { "A": "b" } } } } }'),
      'CM405',
      '"b"',
    ],
    [
      'a word of a condition',
      action('"checks": { "c": { "when": "payload.totl > 1", "message": "m" } }'),
      'CM403',
      'totl',
      'total',
    ],
    [
      'a word of a line of a condition',
      action('"checks": { "c": { "when": ["true", "and payload.totl > 1"], "message": "m" } }'),
      'CM403',
      'totl',
      'total',
    ],
    [
      'a field of a condition',
      written(
        '"actions": { "a": { "fields": { "x": { "type": "string", "required": "nme = 1" }, "name": "string" } } }',
      ),
      'CM410',
      'nme',
      'name',
    ],
    [
      'a word of a condition that no condition has',
      written('"actions": { "a": { "fields": { "x": { "type": "string", "required": "y << 1" }, "y": "string" } } }'),
      'CM101',
      '<',
    ],
    [
      'a path of a default',
      written('"actions": { "a": { "fields": { "x": { "type": "string", "default": ["$.userId", "$.userID"] } } } }'),
      'CM301',
      'userID',
      'userId',
    ],
    [
      'a second level of a check',
      action('"checks": { "c": { "when": "payload.total > 1", "skip": "m", "level": "skip" } }'),
      'CM101',
      '"level"',
    ],
    [
      'a condition that is not finished',
      action('"requests": [{ "url": "https://a.example/", "when": "payload.total > )" }]'),
      'CM601',
      ')',
    ],
  ])('%s', (_, text, code, marked, fixed) => {
    const found = editor.diagnose({ file: 'mappings/destination.json', text }).find(one => one.code === code)!
    expect(found).toBeDefined()
    expect(text.slice(found.from, found.to)).toBe(marked)
    const [edit] = found.fixes[0]?.edits ?? []
    const after = edit && text.slice(0, edit.from) + edit.insert + text.slice(edit.to)
    expect(after).toBe(fixed && text.replace(marked, fixed))
  })
})

test('a mistake in a definition is shown in the mappings where it is named', () => {
  const other = {
    ...memory,
    files: {
      ...memory.files,
      read: (path: string) =>
        path.endsWith('destination.json') ? '{ "slug": "a", "actions": { "a": {} } }' : files[path]!,
    },
  }
  const { text, offset } = atCaret('{ "destination": |"./destination.json", "subscriptions": [] }')
  const [found] = openEditor(other).diagnose({ file: 'mappings/new.json', text })
  expect(found).toMatchObject({ from: offset, severity: 'error' })
  expect(found!.message).toMatch(/^`mappings\/destination\.json` has \d findings, the first: /)
  expect(found!.related[0]).toMatchObject({ file: 'mappings/destination.json' })
})

test('a test file has the mistakes that `callmap test` finds', () => {
  const text = '{ "tests": [{ "name": "a", "evnt": {} }] }'
  const [found] = editor.diagnose({ file: 'mappings/shop.test.json', text })
  expect(found).toMatchObject({ code: 'CM191', from: text.indexOf('"evnt"') })
})

test.each(['{}', '', '{ "name": "package" }', '[1, 2]', '{ "type": "track", "event": "A" }'])(
  'other files have no findings: %s',
  text => {
    expect(editor.diagnose({ file: 'mappings/new.json', text })).toEqual([])
  },
)

test('rules of a project count', () => {
  const text = '{ "slug": "a", "name": "A", "constants": { "unused": 1 }, "actions": { "a": { "fields": {} } } }'
  const codes = (rules: Record<string, 'off'>) =>
    openEditor(memory, { rules: () => rules })
      .diagnose({ file: 'mappings/destination.json', text })
      .map(({ code }) => code)
  expect([codes({}), codes({ CM802: 'off' })]).toEqual([['CM802'], []])
})

// Measured on two idle cores: 13 ms.
test.each(['customerio', 'google-analytics-4'])('an edit of 20 subscriptions of %s is checked within 50 ms', slug => {
  const { subscriptions } = JSON.parse(readFileSync(join(root, `destinations/${slug}/destination.json`), 'utf8'))
  const all = Array.from({ length: 20 }, (_, i) => {
    const { action, trigger } = subscriptions[i % subscriptions.length]
    return { name: `s${i}`, action, trigger: `${trigger} and properties.shop = ${i}` }
  })
  const own = openEditor(workspace)
  const edit = (i: number) => {
    const edited = all.map((one, k) =>
      k === 3 ? { ...one, trigger: `${one.trigger} and properties.edit = ${i}` } : one,
    )
    const text = JSON.stringify({ destination: slug, settings: {}, subscriptions: edited }, null, 2)
    const start = cpuTime()
    own.diagnose({ file: 'new.json', text })
    return cpuTime() - start
  }
  const times = Array.from({ length: 24 }, (_, i) => edit(i))
    .slice(12)
    .toSorted((a, b) => a - b)
  expect(times[6]).toBeLessThan(50)
})

test.each([
  ['[]', 'a definition is an object, but it is an array'],
  ['"x"', 'a definition is an object, but it is a string'],
  ['[', 'this is not JSON: this `[` is not closed'],
  ['x', 'this is not JSON: `x` is not in quotes'],
])('a definition that its name tells is one, also with the text %s', (text, message) => {
  for (const file of ['own/destination.json', 'destinations/own.json']) {
    expect(editor.diagnose({ file, text }).map(found => found.message)).toEqual([message])
  }
  expect(editor.diagnose({ file: 'events.json', text })).toEqual([])
})

test('a definition without a name has no `undefined` in what is said about it', () => {
  const mappings = '{ "destination": "./own.json", "settings": { "token": "t" }, "subscriptions": [] }'
  const own = openEditor(memoryWorkspace({ files: { 'own.json': '{ "slug": "own" }' } }))
  const found = own.diagnose({ file: 'm.json', text: mappings })
  expect(found.map(({ message }) => message)).toContain('the destination has no setting `token`')
})

describe('a key that its object has already is marked', () => {
  const choices =
    '{ "slug": "a", "name": "A", "actions": { "a": { "fields": { "x": { "choices": { "A": "a", |"A": "b" } } } } } }'
  test.each([
    ['new.json', choices, 'A'],
    ['new.json', '{ "destination": "slack", "settings": {}, |"settings": {}, "subscriptions": [] }', 'settings'],
    ['new.json', '{ "slug": "a", "name": "A", "__proto__": 1, "actions": {}, |"\\u0073lug": "b" }', 'slug'],
    [
      'slack.test.json',
      '{ "tests": [{ "name": "a", "event": {}, "expect": { "actions": [], |"actions": [] } }] }',
      'actions',
    ],
  ])('%s: %s', (file, given, key) => {
    const { text, offset } = atCaret(given)
    const found = editor.diagnose({ file, text }).filter(({ code }) => code === 'CM115')
    const message = `\`${key}\` is in this object twice, and only the last one counts`
    expect(found).toMatchObject([{ severity: 'error', from: offset, message }])
  })

  test('the first hundred are listed', () => {
    const text = `{ "slug": "a", "name": "A", "actions": {}, ${'"description": "", '.repeat(152)}"version": "1.0.0" }`
    const found = editor.diagnose({ file: 'new.json', text }).filter(({ code }) => code === 'CM115')
    expect(found).toHaveLength(100)
    expect(found.at(-1)).toMatchObject({ note: '51 more mistakes are not listed' })
  })
})
