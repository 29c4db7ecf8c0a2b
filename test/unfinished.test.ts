import { describe, expect, test } from 'vitest'
import { lint } from '../src/api/analysis.ts'
import { CompileError, compile, type Definition } from '../src/api/index.ts'

const url = 'https://api.example.com'
const $todo = 'write the body'

function findMistakes(parts: object): string[] {
  const action = { fields: { id: { type: 'string' } }, ...parts }
  const definition = { slug: 'demo', name: 'Demo', actions: { send: action }, ...('actions' in parts ? parts : {}) }
  const refused = thrown(definition as unknown as Definition)
  const found = lint(definition).filter(({ severity }) => severity === 'error')
  expect(refused).toEqual(found.map(({ code, at }) => `${code} ${at}`))
  // The rule about `$todo` does not repeat what compile refuses.
  if (found.length > 0) expect(lint(definition).map(({ code }) => code)).not.toContain('CM803')
  return found.map(({ code, at, message }) => `${code} ${at}: ${message}`)
}

function thrown(definition: Definition): string[] {
  try {
    compile(definition)
    return []
  } catch (error) {
    if (!(error instanceof CompileError)) throw error
    return error.diagnostics.map(({ code, at }) => `${code} ${at}`)
  }
}

const at = '/actions/send/requests/0'
const fields = { id: { type: 'string' } }

describe('compile refuses a `$todo`', () => {
  test.each<[string, object, string[]]>([
    ['instead of a request', { requests: [{ $todo }] }, [`CM114 ${at}/$todo: still to do: write the body`]],
    ['beside its parts', { requests: [{ url, $todo: '' }] }, [`CM114 ${at}/$todo: still to do`]],
    [
      'in a body',
      { requests: [{ url, body: { a: [{ $todo }] } }] },
      [`CM114 ${at}/body/a/0/$todo: still to do: write the body`],
    ],
    [
      'beside a directive',
      { requests: [{ url, body: { a: { '@path': '$.payload.id', $todo } } }] },
      [`CM114 ${at}/body/a/$todo: still to do: write the body`],
    ],
    [
      'in a batch',
      { requests: [{ url }], batch: { maxItems: 2, request: { url, $todo } } },
      ['CM114 /actions/send/batch/request/$todo: still to do: write the body'],
    ],
    [
      'of all requests, once',
      { actions: { a: { fields, requests: [{}] }, b: { fields, requests: [{}] } }, request: { $todo } },
      ['CM114 /request/$todo: still to do: write the body'],
    ],
    [
      'of a template, where it is written',
      { templates: { t: { fields, requests: [{ $todo }] } }, actions: { a: { extends: 't' }, b: { extends: 't' } } },
      ['CM114 /templates/t/requests/0/$todo: still to do: write the body'],
    ],
  ])('%s', (_, parts, mistakes) => {
    expect(findMistakes(parts)).toEqual(mistakes)
  })

  test('but not in literal data', () => {
    expect(findMistakes({ requests: [{ url, body: { '@literal': { $todo } } }] })).toEqual([])
  })

  test('and finds other mistakes beside it', () => {
    const requests = [{ $todo, body: { '@path': '$.payload.no' } }]
    expect(
      findMistakes({ requests })
        .map(mistake => mistake.slice(0, 5))
        .toSorted(),
    ).toEqual(['CM114', 'CM403'])
  })
})
