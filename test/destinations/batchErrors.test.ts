import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parseDefinition } from '../../src/destination/index.ts'
import { DiagnosticBag } from '../../src/diagnostics/index.ts'

const folder = new URL('../../destinations/', import.meta.url)

/** Batches whose vendors name no item in their answers: they answer for the whole batch. */
const answeredAsOne = readdirSync(folder).flatMap(slug => {
  const written = JSON.parse(readFileSync(new URL(`${slug}/destination.json`, folder), 'utf8'))
  const { actions, definition } = parseDefinition(written, new DiagnosticBag())!
  return [...actions.values()].flatMap(({ key, definition: { requests: [single] = [], batch } }) => {
    const responses = [batch?.request, single, definition.request].map(request => request?.response)
    return batch && !responses.some(response => response?.errors) ? [`${slug} ${key}`] : []
  })
})

test('batches read the errors of their items, except where the README says that an answer is about all of them', () => {
  const silent = answeredAsOne.filter(name => {
    const readme = readFileSync(new URL(`${name.split(' ')[0]}/README.md`, folder), 'utf8')
    const [, answers = ''] = readme.split(/^## Answers$/m)
    return !/\bsplit\b/.test(answers.split(/^## /m)[0]!)
  })
  expect(silent).toEqual([])
})
