import { type Comment, parse } from 'acorn'
import { describe, expect, test } from 'vitest'
import { CompileError, compile, type Definition } from '../../src/api/index.ts'
import { buildModule } from '../../src/engine/index.ts'
import * as runtime from '../../src/runtime/index.ts'
import { definitionWith, foreignNames } from '../generatedCode.ts'
import { hostileWords } from '../property/hostile.ts'
import { listImports, loadModule, outcome } from './module.ts'

const wellFormed = hostileWords.filter(word => word.isWellFormed())

const event = { type: 'track', event: 'E', userId: 'u', properties: { a: 'b' }, traits: { a: 'b' } }

/** Parts of a built module that an author's word must not change. */
function outline(code: string) {
  const comments: Comment[] = []
  const program = parse(code, { ecmaVersion: 2023, sourceType: 'module', onComment: comments })
  return {
    statements: [...new Set(program.body.map(({ type }) => type))],
    from: program.body.flatMap(node => ('source' in node && node.source ? [node.source.value] : [])),
    comments: comments.map(({ value }) => value),
  }
}

/** Ends of an import, a literal, a template, a comment and a member, each followed by code. */
const breakingOut = [
  "x } from 'node:fs'; import { y",
  '"}; globalThis.stolen = 1; export const create = () => ({}); //',
  "\n} from 'callmap/runtime'\nimport 'node:fs'\n",
  '*/ globalThis.stolen = 1 /*',
  '${globalThis.stolen = 1}`',
  '<!-- -->',
  '#!/usr/bin/env node',
  '</script><script>globalThis.stolen = 1</SCRIPT>',
]

describe('words of authors never become code of a built file', () => {
  const plain = outline(buildModule(definitionWith('word')).code)

  test('which has one import, declarations and one comment', () => {
    expect(plain).toMatchObject({
      statements: ['ImportDeclaration', 'VariableDeclaration', 'ExportNamedDeclaration'],
      from: ['callmap/runtime'],
      comments: [expect.stringMatching(/^ Built by callmap/)],
    })
  })

  test.each([...wellFormed, ...breakingOut].map(word => [JSON.stringify(word), word]))('%s', (_, word) => {
    const definition = definitionWith(word)
    const { code } = buildModule(definition)
    expect(outline(code)).toEqual(plain)
    expect(foreignNames(code)).toEqual([])
    expect(code).not.toMatch(/<\/script|<!--/i)
    const settings = { key: 'k' }
    expect(outcome(loadModule(code).create({ settings }), [event])).toBe(
      outcome(compile(definition, { settings }), [event]),
    )
    expect(globalThis).not.toHaveProperty('stolen')
  })
})

/** A definition whose parts an attack replaces. */
function attacked(parts: object, fields: object = {}): Definition {
  return {
    slug: 'demo',
    name: 'Demo',
    actions: { send: { fields: { id: { type: 'string', default: { '@path': '$.userId' } }, ...fields } } },
    subscriptions: [{ name: 'all', action: 'send', trigger: 'type = "track"' }],
    ...parts,
  } as Definition
}

const field = (mapping: unknown) => ({ made: { type: 'string', default: mapping } })

/** Makes the action of the event with a built module. */
function payload(definition: Definition, settings: object = {}): unknown {
  const { actions, failures } = loadModule(buildModule(definition).code).create({ settings }).map(event)
  expect(failures).toEqual([])
  return actions[0]!.payload
}

describe('attacks on imports', () => {
  test('a function of an author is never one of the run time, whatever its name', () => {
    for (const name of Object.keys(runtime).filter(name => /^[a-z]\w*$/i.test(name))) {
      const functions = { [name]: 'function($x) { "mine " & $x }' }
      const definition = attacked({ functions }, field({ '@jsonata': `$${name}(userId)` }))
      expect([name, payload(definition)]).toEqual([name, { id: 'u', made: 'mine u' }])
    }
  })

  test('an expression calls no function of the run time that is not of JSONata', () => {
    for (const name of ['createModule', 'Run', 'settlePayload', 'plain', 'hasOwnKey', 'constructor', '__proto__']) {
      expect(() => buildModule(attacked({}, field({ '@jsonata': `$${name}(userId)` })))).toThrow(CompileError)
    }
    const { code } = buildModule(attacked({}, field({ '@jsonata': '$lookup($$, "createModule")' })))
    expect(listImports(code).filter(name => !Object.hasOwn(runtime, name))).toEqual([])
  })
})

describe('attacks on data', () => {
  test('a key `__proto__` is a key in every table', () => {
    const evil = JSON.parse(
      '{ "__proto__": { "type": "string", "default": "stolen" }, "constructor": { "type": "string" } }',
    )
    const definition = attacked({ settings: evil }, evil)
    const made = payload(definition, JSON.parse('{ "__proto__": "mine" }'))
    expect(Object.entries(made as object)).toEqual([
      ['id', 'u'],
      ['__proto__', 'stolen'],
    ])
    expect(Object.getPrototypeOf(made)).toBe(Object.prototype)
    expect({}).not.toHaveProperty('type')
  })

  test('expressions, templates and patterns of other languages stay strings', () => {
    const texts = ['{{ "a" | append: "`${globalThis.stolen = 1}`" }}', '{{ userId }}`;globalThis.stolen = 1;//']
    for (const text of texts) {
      const definition = attacked({}, field({ '@liquid': text }))
      expect(foreignNames(buildModule(definition).code)).toEqual([])
    }
    const pattern = '$replace(userId, /["`]+;globalThis.stolen=1|\\u0075/, "\\"; globalThis.stolen = 1; //")'
    expect(payload(attacked({}, field({ '@jsonata': pattern })))).toEqual({
      id: 'u',
      made: '"; globalThis.stolen = 1; //',
    })
    expect(globalThis).not.toHaveProperty('stolen')
  })
})

describe('attacks on slots of an account', () => {
  const names = ['slots', 'settings', 'constants', 'references', 'tokens', 'hideSecrets']

  test('settings with the names of its parts replace none of them', () => {
    const settings = Object.fromEntries(names.map(name => [name, { type: 'string' }]))
    const url = { '@template': 'https://x.example/{{settings.slots}}' }
    const send = { fields: {}, requests: [{ url, headers: { 'x-slot': { '@path': '$.settings.hideSecrets' } } }] }
    const definition = attacked({ settings, actions: { send } })
    const given = Object.fromEntries(names.map(name => [name, `account.${name}[0]`]))
    const destination = loadModule(buildModule(definition).code).create({ settings: given })
    const { requests } = destination.requests(destination.map(event).actions)
    expect(requests[0]).toMatchObject({
      url: 'https://x.example/account.slots%5B0%5D',
      headers: { 'x-slot': 'account.hideSecrets[0]' },
    })
  })

  test('no path of an author reaches them or a prototype', () => {
    const settings = { region: { type: 'string', default: 'eu' } }
    const paths = ['$.account.slots[0]', '$.settings.__proto__.constructor', '$.slots', '$.settings.constructor.name']
    for (const path of paths) {
      const body = { found: { '@coalesce': [{ '@path': path }, 'nothing'] } }
      const send = { fields: {}, requests: [{ method: 'POST', url: 'https://x.example/', body }] }
      try {
        const module = loadModule(buildModule(attacked({ settings, actions: { send } })).code)
        const destination = module.create()
        const { requests } = destination.requests(destination.map(event).actions)
        expect([path, requests[0]?.body]).toEqual([path, '{"found":"nothing"}'])
      } catch (error) {
        expect([path, error]).toEqual([path, expect.any(CompileError)])
      }
    }
  })
})
