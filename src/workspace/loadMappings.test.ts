import { describe, expect, test } from 'vitest'
import type { CompileError, Diagnostic } from '../diagnostics/index.ts'
import { type LoadOptions, loadMappings } from './loadMappings.ts'

const customerio = { slug: 'customerio', name: 'Customer.io', actions: {} }
const definitions = { customerio }
const secrets = { CUSTOMERIO_API_KEY: 'k-1' }

const text = `{
  // one account
  "destination": "customerio",
  "settings": { "siteId": "s-1", "apiKey": { "$secret": "CUSTOMERIO_API_KEY" } },
  "subscriptions": [{ "action": "trackEvent", "trigger": "type = \\"track\\"" }], /* that is all */
  "rules": { "CM303": "off" }
}
`

function listMistakes(text: string, options: LoadOptions = { definitions, secrets }): readonly Diagnostic[] {
  try {
    loadMappings(text, options)
  } catch (error) {
    expect((error as Error).name).toBe('CompileError')
    return (error as CompileError).diagnostics
  }
  throw new Error('it was read')
}

describe('the arguments of compile', () => {
  const subscriptions = [{ action: 'trackEvent', trigger: 'type = "track"' }]

  test('contain the values of secrets', () => {
    const loaded = loadMappings(text, { definitions, secrets })
    expect(loaded).toEqual({ definition: customerio, settings: { siteId: 's-1', apiKey: 'k-1' }, subscriptions })
    expect(loaded.definition).toBe(customerio)
  })

  test('come from functions too', () => {
    const options = { definitions: () => customerio, secrets: (name: string) => `value of ${name}` }
    expect(loadMappings(text, options).settings).toEqual({ siteId: 's-1', apiKey: 'value of CUSTOMERIO_API_KEY' })
  })

  test('keep references without secrets', () => {
    const { settings } = loadMappings(text, { definitions })
    expect(settings.apiKey).toEqual({ $secret: 'CUSTOMERIO_API_KEY' })
  })

  test('come from a file with a byte order mark, without settings and subscriptions', () => {
    const loaded = loadMappings('\ufeff{ "destination": "./own.json" }', { definitions: { './own.json': customerio } })
    expect(loaded).toEqual({ definition: customerio, settings: {} })
  })
})

test.each<[string, string, object[]]>([
  [
    'refuses invalid JSON',
    '{\n  "destination": "customerio"\n  "settings": {}\n}',
    [{ code: 'CM108', at: '', position: { line: 3, column: 3 } }],
  ],
  ['refuses an empty file', '', [{ code: 'CM108', at: '', position: { line: 1, column: 1 } }]],
  ['refuses a list', '[1]', [{ code: 'CM101', at: '', position: { line: 1, column: 1 } }]],
  ['refuses an absent destination', '{}', [{ code: 'CM103', at: '' }]],
  ['refuses a number as the destination', '{ "destination": 5 }', [{ code: 'CM101', at: '/destination' }]],
  [
    'refuses an unknown key',
    '{\n  "destination": "customerio",\n  "setings": {}\n}',
    [{ code: 'CM102', at: '/setings', position: { line: 3, column: 3 }, help: 'did you mean `settings`?' }],
  ],
  [
    'refuses an unknown destination',
    '{\n  "destination": "custommerio"\n}',
    [{ code: 'CM413', at: '/destination', position: { line: 2, column: 18 }, help: 'did you mean `customerio`?' }],
  ],
  [
    'refuses a destination with the name `constructor`',
    '{ "destination": "constructor" }',
    [{ code: 'CM413', at: '/destination' }],
  ],
  [
    'refuses a secret that is not set',
    '{ "destination": "customerio",\n  "settings": { "apiKey": { "$secret": "CUSTOMERIO_KEY" } } }',
    [
      {
        code: 'CM706',
        at: '/settings/apiKey',
        position: { line: 2, column: 27 },
        message: expect.stringContaining('`CUSTOMERIO_KEY`'),
      },
    ],
  ],
  [
    'reports several mistakes',
    '{ "destination": "x", "settings": { "a": { "$secret": "toString" } }, "rules": [] }',
    [{ code: 'CM101', at: '/rules' }, { code: 'CM413' }, { code: 'CM706', at: '/settings/a' }],
  ],
])('%s', (_, text, expected) => {
  const mistakes = listMistakes(text)
  expect(mistakes).toMatchObject(expected)
  expect(mistakes.length).toBe(expected.length)
  expect(JSON.stringify(mistakes)).not.toContain('k-1')
})

test('refuses an empty secret', () => {
  expect(listMistakes(text, { definitions, secrets: () => '' })).toMatchObject([{ code: 'CM706' }])
})

test('names like that of an unknown secret are searched for the first 20 only', () => {
  let searches = 0
  const listed = new Proxy(secrets, {
    ownKeys(target) {
      searches++
      return Reflect.ownKeys(target)
    },
  })
  const settings = Object.fromEntries(Array.from({ length: 90 }, (_, i) => [`s${i}`, { $secret: `UNKNOWN_${i}` }]))
  const text = JSON.stringify({ destination: 'customerio', settings })
  expect(listMistakes(text, { definitions, secrets: listed })).toHaveLength(90)
  expect(searches).toBe(20)
})
