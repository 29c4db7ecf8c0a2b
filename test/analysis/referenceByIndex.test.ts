import { describe, expect, test } from 'vitest'
import { lint } from '../../src/analysis/index.ts'
import { expandDefinition } from '../../src/destination/expand.ts'
import { DiagnosticBag } from '../../src/diagnostics/index.ts'
import { applyEdits, JsonDocument } from '../../src/document/index.ts'
import type { JsonObject } from '../../src/value/index.ts'

/** The fix of CM814 moves parts to `fragments`, and means the same. */

const fields = { id: { type: 'string', required: true } }
const body = { id: { '@path': '$.payload.id' } }
const action = (body: unknown) => ({ fields, requests: [{ body }] })
const toBody = (name: string) => ({ $ref: `#/actions/${name}/requests/0/body` })

function expand(definition: JsonObject) {
  const problems = new DiagnosticBag()
  return { definition: expandDefinition(definition, problems)?.definition, problems: problems.list }
}

function fix(parts: object) {
  const definition = { slug: 'x', name: 'X', request: { url: 'https://x.example' }, ...parts } as JsonObject
  const document = JsonDocument.parse({ file: 'x.json', text: JSON.stringify(definition, null, 2) })
  const found = lint(definition).filter(({ code }) => code === 'CM814')
  const edits = found.flatMap(({ fix }) => fix?.edits ?? []).flatMap(edit => document.edit(edit))
  const fixed = JSON.parse(applyEdits(document.text, edits)) as JsonObject
  expect(expand(fixed)).toEqual(expand(definition))
  return { fixed, found, left: lint(fixed).filter(({ code }) => code === 'CM814') }
}

describe('it moves', () => {
  test.each<[string, object, string[]]>([
    ['a body', { actions: { a: action(body), b: action({ user: toBody('a') }) } }, ['aBody']],
    [
      'parts that refer to each other',
      { actions: { a: action({ user: toBody('b') }), b: action(body), c: action({ more: toBody('a') }) } },
      ['bBody', 'aBody'],
    ],
    [
      'two parts to empty fragments',
      { fragments: {}, actions: { a: action(body), b: action({ user: toBody('a') }), c: action(toBody('b')) } },
      ['aBody', 'bBody'],
    ],
    [
      'parts beside fragments with their names',
      { fragments: { aBody: 1, aBody2: 2 }, actions: { a: action(body), b: action(toBody('a')) } },
      ['aBody', 'aBody2', 'aBody3'],
    ],
    [
      'a part with holes from one template to another',
      {
        templates: {
          t: { with: ['x'], ...action({ ...body, kind: { $with: 'x' } }) },
          u: { with: ['x'], ...action({ $ref: '#/templates/t/requests/0/body', more: 1 }) },
        },
        actions: { a: { extends: 't', with: { x: 1 } }, b: { extends: 'u', with: { x: 2 } } },
      },
      ['tBody'],
    ],
  ])('%s', (_, parts, names) => {
    const { fixed, left } = fix(parts)
    expect(Object.keys(fixed.fragments as JsonObject)).toEqual(names)
    expect(left).toEqual([])
  })
})

describe('it leaves', () => {
  const template = { with: ['x'], fields }
  test.each<[string, object]>([
    [
      'a part of a template that an action extends',
      { templates: { t: action(body) }, actions: { a: { extends: 't' } } },
    ],
    [
      'a part with holes that only its action fills',
      {
        templates: { t: template },
        actions: { a: { extends: 't', with: { x: 1 }, requests: [{ body: { kind: { $with: 'x' } } }] } },
      },
    ],
    [
      'a part that refers to one with holes',
      {
        fragments: { kind: { kind: { $with: 'x' } } },
        templates: { t: template },
        actions: { a: { extends: 't', with: { x: 1 }, requests: [{ body: { $ref: '#/fragments/kind' } }] } },
      },
    ],
  ])('%s', (_, parts) => {
    const { actions, ...others } = parts as { actions: object }
    const { found } = fix({ ...others, actions: { ...actions, b: action({ user: toBody('a') }) } })
    expect(found).toHaveLength(1)
    expect(found[0]?.fix).toBeUndefined()
  })
})
