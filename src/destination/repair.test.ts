import { expect, test } from 'vitest'
import { compile } from '../api/index.ts'
import type { JsonObject } from '../value/index.ts'

const own = { slug: 'own', name: 'Own', version: '1.0.0' }

function findMistakes(definition: JsonObject): string {
  try {
    compile(definition)
  } catch (error) {
    return String(error)
  }
  return 'none'
}

test('a definition with mistakes changes nothing for the next one', () => {
  const withoutFields = { ...own, actions: { send: {} } }
  const before = findMistakes(withoutFields)
  expect(before).toContain('CM103 /actions/send/fields')
  expect(findMistakes({ ...own, fields: { '@template': '{{event}}' }, actions: {} })).toContain(
    'CM102 /fields/@template',
  )
  expect(findMistakes(withoutFields)).toBe(before)
})
