import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { Block, Unit } from '../src/code/index.ts'
import { parseDestination } from '../src/destination/index.ts'
import { DiagnosticBag } from '../src/diagnostics/index.ts'
import { emitWhole } from '../src/engine/emit/module.ts'
import { parseTemplates } from '../src/engine/emit/templates.ts'
import { destinationLibrary } from '../src/jsonata/index.ts'
import { directives, emitMapping, parseMapping } from '../src/mapping/index.ts'
import * as runtime from '../src/runtime/index.ts'
import type { Json } from '../src/value/index.ts'
import { findReached, imports } from './moduleGraph.ts'
import { corpus } from './oracle/authoredExpressions.ts'

const folder = new URL('../destinations/', import.meta.url)
const slugs = readdirSync(folder)

/** Imports of a bundled destination's program. */
function importsOfDestination(slug: string): ReadonlyMap<string, unknown> {
  const definition = JSON.parse(readFileSync(new URL(`${slug}/destination.json`, folder), 'utf8'))
  const problems = new DiagnosticBag()
  const destination = parseDestination(definition, undefined, problems)!
  const unit = new Unit()
  emitWhole(destination, parseTemplates(destination), unit)
  return unit.imports
}

/** Imports of a mapping's program. */
function importsOfMapping(mapping: Json): ReadonlyMap<string, unknown> {
  const unit = new Unit()
  const parsed = parseMapping(mapping, { problems: new DiagnosticBag(), at: '' })
  if (parsed) emitMapping(parsed, new Block(unit), unit.variable())
  return unit.imports
}

/** A function of JSONata as a call and as a value. */
const callsOfFunctions = new Map(
  [...destinationLibrary].map(([name, { signature }]): [string, Json] => {
    const args = signature.parameters.map((_, index) => `a${index}`)
    return [name, { '@jsonata': `[$${name}(${args.join(', ')}), $map(list, $${name})]` }]
  }),
)
const examples = [...directives.values()].flatMap(({ name, examples }) =>
  examples.map(({ mapping }, index): [string, Json] => [`${name} ${index + 1}`, mapping]),
)
const expressions = Object.entries(corpus).map(([title, text]): [string, Json] => [title, { '@jsonata': text }])
const mappings = [...callsOfFunctions, ...examples, ...expressions]

const exported: ReadonlyMap<string, unknown> = new Map(Object.entries(runtime))

describe('the run time exports what programs import, under the same name', () => {
  const missing = (found: ReadonlyMap<string, unknown>) =>
    [...found].filter(([name, value]) => exported.get(name) !== value).map(([name]) => name)

  test.each(slugs)('%s', slug => {
    expect(missing(importsOfDestination(slug))).toEqual([])
  })

  test.each(mappings)('%s', (_, mapping) => {
    expect(missing(importsOfMapping(mapping))).toEqual([])
  })

  test.each([...destinationLibrary])('function $%s', (name, { importName, implementation }) => {
    expect(importsOfMapping(callsOfFunctions.get(name)!).get(importName)).toBe(implementation)
  })

  test('every function that constructs of JSONata import from its run time', () => {
    const linked = imports.filter(({ from, to, isType }) => {
      return !isType && from.startsWith('jsonata/constructs/') && to.startsWith('jsonata/runtime/')
    })
    const names = linked.flatMap(({ names }) => [...names!.values()])
    expect(names.length).toBeGreaterThan(40)
    // Read at compile time.
    expect(names.filter(name => !exported.has(name))).toEqual(['anyType'])
  })
})

describe('a program loads only what it uses', () => {
  const importedBy = (specifier: RegExp) =>
    [...exported.keys()].filter(name => [...findReached('runtime/index.ts', name)].some(found => specifier.test(found)))

  test.each([
    ['the parser of JSONata', /^jsonata$/, []],
    ['the table of all functions', /^jsonata\/(library|functions\/index|evaluate)\.ts$/, []],
    ['Ajv', /^ajv/, []],
    ['Liquid', /^liquidjs$/, ['liquidTemplate']],
    ['phone numbers', /^libphonenumber-js/, ['$e164']],
    ['user agents', /^ua-parser-js$/, ['$userAgent']],
  ])('%s', (_, specifier, users) => {
    // A specifier that nothing imports would prove nothing.
    expect(imports.some(({ to, specifier: own }) => specifier.test(to === '' ? own : to))).toBe(true)
    expect(importedBy(specifier)).toEqual(users)
  })

  test('the parser is found where it is loaded', () => {
    expect([...findReached('api/jsonata.ts', 'compileJsonata')]).toContain('jsonata')
  })
})
