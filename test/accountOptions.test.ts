import { expect, test } from 'vitest'
import { type CompileError, type Definition, program } from '../src/api/index.ts'
import { buildModule } from '../src/engine/index.ts'
import { loadModule } from './built/module.ts'

const definition: Definition = {
  slug: 'demo',
  name: 'Demo',
  actions: { send: { fields: { user: { type: 'string', default: { '@path': '$.userId' } } } } },
  subscriptions: [{ action: 'send', trigger: 'type != null' }],
}
const { create } = loadModule(buildModule(definition).code)

/** The mistakes of an account of a program; a built module has to have the same. */
function mistakes(options: object) {
  const [compiled, built] = [program(definition).account, create].map(make => {
    try {
      make({ settings: {}, ...options })
      return []
    } catch (error) {
      return (error as CompileError).diagnostics.map(({ code, at, message }) => `${code} ${at}: ${message}`)
    }
  })
  expect(built).toEqual(compiled)
  return compiled
}

const unreadable = Object.defineProperty([], 0, {
  get() {
    throw new Error('no')
  },
})

test.each([
  ['a string', 'Advertising'],
  ['a number', 5],
  ['an object', {}],
  ['a list with another value', ['Advertising', null]],
  ['a sparse list', new Array(2)],
  ['a list without an end', new Array(2 ** 32 - 1)],
])('%s in place of the categories of consent, or of allowed IDs, is a mistake', (_, given) => {
  for (const name of ['consent', 'allowIds']) {
    const message = `\`${name}\` has to be a list of strings, 20000 at most`
    expect(mistakes({ [name]: given })).toEqual([`CM414 /${name}: ${message}`])
  }
})

test.each<[unknown, string, string]>([
  [5, '', '`limits` has to be an object'],
  [[], '', '`limits` has to be an object'],
  [{ batchItems: Number.NaN }, '/batchItems', '`batchItems` has to be a number of at least 1'],
  [{ batchBytes: '500' }, '/batchBytes', '`batchBytes` has to be a number of at least 1'],
  [{ requestBytes: 0 }, '/requestBytes', '`requestBytes` has to be a number of at least 1'],
  [{ batchItems: null }, '/batchItems', '`batchItems` has to be a number of at least 1'],
])('the limits %j are a mistake', (limits, at, message) => {
  expect(mistakes({ limits })).toEqual([`CM414 /limits${at}: ${message}`])
})

test('options that cannot be read are a mistake', () => {
  const limits = Object.defineProperty({}, 'batchItems', Object.getOwnPropertyDescriptor(unreadable, 0)!)
  expect(mistakes({ consent: unreadable, allowIds: unreadable, limits })).toEqual([
    'CM414 /limits: this cannot be read: no',
    'CM414 /allowIds: this cannot be read: no',
    'CM414 /consent: this cannot be read: no',
  ])
})

test('options that throw what has no readable message are a mistake', () => {
  class Silent extends Error {
    override get message(): string {
      throw new Error('no')
    }
  }
  const throwing = Object.defineProperty([], 0, {
    get() {
      throw new Silent()
    },
  })
  expect(mistakes({ consent: throwing })).toEqual(['CM414 /consent: this cannot be read: object'])
})

test.each([
  { limits: undefined, consent: undefined, allowIds: undefined },
  { limits: null, consent: null, allowIds: null },
  { limits: {}, consent: [], allowIds: [] },
  { limits: { batchItems: Number.POSITIVE_INFINITY, batchBytes: 1.5, other: 'x' } },
])('%j has no mistake', options => {
  expect(mistakes(options)).toEqual([])
})
