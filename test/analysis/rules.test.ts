import { readdirSync } from 'node:fs'
import camelCase from 'lodash-es/camelCase.js'
import { describe, expect, test } from 'vitest'
import { lint, type RuleExample, rules } from '../../src/api/analysis.ts'
import { codes, type Definition, normalize } from '../../src/api/index.ts'
import { deepFrozen } from '../property/hostile.ts'

function findings({ given, events = [], ...parts }: RuleExample) {
  const definition = deepFrozen({ slug: 'demo', name: 'Demo', ...parts }) as Definition
  const sent = events.flatMap(event => normalize(event).events)
  return lint(definition, { ...(given && { settings: given }), events: sent })
}

const all = [...rules.values()]
const bad = all.flatMap(({ code, examples }) => examples.bad.map((example, i) => ({ code, example, i })))
const good = all.flatMap(({ code, examples }) => examples.good.map((example, i) => ({ code, example, i })))

describe('lint rules', () => {
  test('have files named after their codes', () => {
    const files = readdirSync(new URL('../../src/analysis/rules/', import.meta.url))
    expect(files.sort()).toEqual(all.map(({ code }) => `${camelCase(codes[code].name)}.ts`).sort())
  })

  test.each(all)('$code states its cost', ({ cost }) => expect(cost).toMatch(/^[A-Z].*\.$/))

  test.each(bad)('$code: bad example $i has this finding only', ({ code, example }) => {
    expect([...new Set(findings(example).map(found => found.code))]).toEqual([code])
  })

  test.each(good)('$code: good example $i has none', ({ example }) => expect(findings(example)).toEqual([]))

  test.each(bad)('$code: bad example $i is silent when the rule is off', ({ code, example }) => {
    expect(findings({ ...example, rules: { ...example.rules, [code]: 'off' } })).toEqual([])
  })

  test.each(bad)('$code: bad example $i has the level that `rules` sets', ({ code, example }) => {
    const levels = (['error', 'warning'] as const).map(
      level => findings({ ...example, rules: { ...example.rules, [code]: level } })[0],
    )
    expect(levels.map(found => found?.severity)).toEqual(['error', 'warning'])
  })

  test.each(bad)('$code: bad example $i gives the same result twice', ({ example }) => {
    expect(findings(example)).toEqual(findings(example))
  })
})
