import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { inspect } from '../src/api/analysis.ts'
import { CompileError, compile } from '../src/api/index.ts'
import { compileMapping, compileTrigger } from '../src/api/languages.ts'
import { buildModule } from '../src/engine/index.ts'
import { definitionWith, foreignNames } from './generatedCode.ts'
import { hostileWords } from './property/hostile.ts'

const wellFormed = hostileWords.filter(word => word.isWellFormed())

describe('words of authors never become code', () => {
  test.each(readdirSync(new URL('../destinations/', import.meta.url)))('%s names nothing of its own', slug => {
    const file = new URL(`../destinations/${slug}/destination.json`, import.meta.url)
    const { code } = buildModule(JSON.parse(readFileSync(file, 'utf8')))
    expect(foreignNames(code)).toEqual([])
  })

  test.each(wellFormed.map(word => [JSON.stringify(word), word]))('%s in every place of a definition', (_, word) => {
    const destination = compile(definitionWith(word))
    expect(foreignNames(inspect(destination).source)).toEqual([])
    const event = { type: 'track', event: 'E', properties: { a: 'b' }, traits: { a: 'b' } }
    const { actions } = destination.map(event)
    destination.requests(actions).requests
    destination.explain(event)
    expect(Object.keys(Object.prototype)).toEqual([])
  })

  test.each(hostileWords.map(word => [JSON.stringify(word), word]))(
    '%s in a trigger and a mapping on their own',
    (_, word) => {
      expect(compileTrigger(`event = ${JSON.stringify(word)}`)({ type: 'track', event: word })).toBe(true)
      expect(JSON.stringify(compileMapping({ [`k${word}`]: word })({}))).toBe(JSON.stringify({ [`k${word}`]: word }))
    },
  )

  test('a key that is not well-formed Unicode does not compile', () => {
    expect(() => compile(definitionWith('\ud800'))).toThrow(CompileError)
  })

  test('the source contains no secret', () => {
    const { source } = inspect(compile(definitionWith('word'), { settings: { key: 'sk-live-123' } }))
    expect(source).not.toContain('sk-live-123')
  })
})
