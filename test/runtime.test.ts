import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import * as entry from '../src/api/runtime.ts'
import { Block, js, Unit } from '../src/code/index.ts'
import { formatImports, parseDestination } from '../src/destination/index.ts'
import { DiagnosticBag } from '../src/diagnostics/index.ts'
import { emitWhole } from '../src/engine/emit/module.ts'
import { parseTemplates } from '../src/engine/emit/templates.ts'
import { destinationLibrary } from '../src/jsonata/index.ts'
import { directives, emitMapping, parseMapping } from '../src/mapping/index.ts'
import { definitionOf, slugs } from './destinations/sent.ts'

const src = join(import.meta.dirname, '../src')
const registry: Readonly<Record<string, unknown>> = entry

/** Names of all imports in the text of the generators. */
function writtenImports(): Set<string> {
  const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter(
    file => file.endsWith('.ts') && !file.endsWith('.test.ts'),
  )
  const texts = files.map(file => readFileSync(join(src, file), 'utf8'))
  const calls = /(?:\b(?:import|call|callWithRun|otherwise)\(\s*(?:\w+ \? )?|\bby: |: )\{ (\w+)(?:: \w+)? \}/g
  const choices = /\{ (\w+) \} : \{ (\w+) \}/g
  const written = texts.flatMap(text => [
    ...[...text.matchAll(calls)].map(([, name]) => name!),
    ...[...text.matchAll(choices)].flatMap(([, one, other]) => [one!, other!]),
  ])
  return new Set(written)
}

/** Imports of everything that a definition runs. */
function importsOf(definition: unknown): ReadonlyMap<string, unknown> {
  const problems = new DiagnosticBag()
  const destination = parseDestination(definition, undefined, problems)!
  const unit = new Unit()
  emitWhole(destination, parseTemplates(destination), unit)
  expect(problems.errors).toEqual([])
  return unit.imports
}

describe('callmap/runtime', () => {
  test.each(slugs)('has every function that %s imports', slug => {
    for (const [name, value] of importsOf(definitionOf(slug))) expect([name, registry[name]]).toEqual([name, value])
  })

  test('has every function that an example of a directive imports', () => {
    const found = [...directives.values()].flatMap(({ examples }) =>
      examples.flatMap(({ mapping }) => {
        const unit = new Unit()
        const parsed = parseMapping(mapping, { problems: new DiagnosticBag(), at: '' })
        if (parsed) emitMapping(parsed, new Block(unit), js`input`)
        return [...unit.imports]
      }),
    )
    expect(found.length).toBeGreaterThan(100)
    for (const [name, value] of found) expect([name, registry[name]]).toEqual([name, value])
  })

  test('has every function of JSONata in destinations', () => {
    for (const { importName, implementation } of destinationLibrary.values()) {
      expect([importName, registry[importName]]).toEqual([importName, implementation])
    }
  })

  test('has every format of strings', () => {
    for (const named of Object.values(formatImports)) expect(registry).toMatchObject(named)
  })

  test('has no function that no program can import', () => {
    const possible = new Set([
      ...writtenImports(),
      ...[...destinationLibrary.values()].map(({ importName }) => importName),
      ...Object.values(formatImports).flatMap(Object.keys),
    ])
    const others = Object.keys(registry).filter(name => !possible.has(name))
    expect(others).toEqual(['CompileError', 'version'])
  })
})
