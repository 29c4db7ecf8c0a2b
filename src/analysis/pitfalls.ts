import { DiagnosticBag } from '../diagnostics/index.ts'
import {
  destinationLibrary,
  type Expression,
  findPitfalls,
  type Pitfall,
  parseJsonata,
  type WrittenPath,
} from '../jsonata/index.ts'
import {
  collectReads,
  type Functions,
  joinLines,
  type MappingContext,
  noFunctions,
  parseMapping,
} from '../mapping/index.ts'
import { isObject, type Json, lazy, type Pointer, pointer, rememberByObject } from '../value/index.ts'
import { isPresent } from './presence.ts'
import type { RuleInput } from './rule.ts'

/** A pitfall with its place in the definition. */
export type LocatedPitfall = Pitfall & {
  readonly at: Pointer
  /** True if an input may lack the path. */
  readonly mayBeAbsent: (path: WrittenPath) => boolean
}

/** Finds the pitfalls of all expressions of a definition. Several rules ask for them. */
export const listPitfalls: (subject: RuleInput) => readonly LocatedPitfall[] = rememberByObject(collectPitfalls)

function collectPitfalls({ destination }: RuleInput): LocatedPitfall[] {
  const { context, definition } = destination
  const { functions = noFunctions } = context
  const { subscriptions, ...shared } = definition
  const ofSubscriptions = parseTexts({ subscriptions } as unknown as Json, functions)
  const all = [...readDefinition(context, shared as unknown as Json), ...ofSubscriptions]
  return all.flatMap(({ expression, tests, pitfalls }) => {
    const { at } = expression
    const around = lazy(() => readPaths(tests, functions))
    return pitfalls().map((pitfall): LocatedPitfall => {
      const mayBeAbsent = (path: WrittenPath) =>
        !isPresent(path.path, at, destination) && !isTested(path, [...pitfall.tested, ...around()])
      return { ...pitfall, at, mayBeAbsent }
    })
  })
}

/** An expression, with the values that each `@if` around it tests, and its pitfalls. */
interface ReadExpression {
  readonly expression: Expression
  readonly tests: PlacedText['tests']
  readonly pitfalls: () => Pitfall[]
}

/** Reads the expressions of a definition, which all its accounts share, as they share its context. */
const readDefinition = rememberByObject(({ functions = noFunctions }: MappingContext, shared: Json) => {
  const declared = [...functions.expressions.values()].map(expression => ({ expression, tests: [] }))
  return [...readExpressions(declared, functions), ...parseTexts(shared, functions)]
})

function parseTexts(json: Json, functions: Functions): ReadExpression[] {
  const problems = new DiagnosticBag()
  const parsed = listTexts(json).flatMap(({ at, text, tests }) => {
    const expression = parseJsonata(text, problems, at, { known: functions.names })
    return expression ? [{ expression, tests }] : []
  })
  return readExpressions(parsed, functions)
}

function readExpressions(parsed: readonly Omit<ReadExpression, 'pitfalls'>[], functions: Functions): ReadExpression[] {
  const callable = new Set([...destinationLibrary.keys(), ...functions.names])
  return parsed.map(one => ({ ...one, pitfalls: lazy(() => findPitfalls(one.expression, callable)) }))
}

/** Text of an `@jsonata`, with the values that each `@if` around it tests. */
interface PlacedText {
  readonly at: Pointer
  readonly text: string
  readonly tests: readonly (Json | undefined)[]
}

/** Members without mappings, and those that are read where they are used. */
const passed: ReadonlySet<Pointer> = new Set(['/functions', '/fields', '/identity', '/settings', '/rules'])

/** Part of every text that can have a pitfall. Parsing the others would take as long as compiling them. */
const telling = /\$(?:not|hash|hashOnce|hmac)\b|function|λ/

function listTexts(definition: Json): PlacedText[] {
  const found: PlacedText[] = []
  const visit = (value: Json | undefined, at: Pointer, tests: PlacedText['tests']): void => {
    if (typeof value !== 'object' || value === null || passed.has(at)) return
    for (const [key, member] of Object.entries<Json | undefined>(value as { readonly [key: string]: Json })) {
      if (typeof member !== 'object' && key !== '@jsonata') continue
      const inner = pointer(at, key)
      const text = key === '@jsonata' && isText(member) ? joinLines(member) : ''
      if (telling.test(text)) found.push({ at: inner, text, tests })
      const inside = key === '@if' && isObject(member) ? [...tests, member.exists, member.blank] : tests
      if (key !== '@literal') visit(member, inner, inside)
    }
  }
  visit(definition, '', [])
  return found
}

function isText(value: Json | undefined): value is string | string[] {
  return typeof value === 'string' || (Array.isArray(value) && value.every(line => typeof line === 'string'))
}

/** Paths that mappings read. */
export function readPaths(mappings: readonly (Json | undefined)[], functions: Functions = noFunctions): WrittenPath[] {
  return mappings.flatMap(json => {
    const context = { problems: new DiagnosticBag(), at: '', functions }
    const mapping = json === undefined ? undefined : parseMapping(json, context)
    return mapping ? collectReads(mapping).map(({ path }) => ({ path, text: '' })) : []
  })
}

/** True if one of the tested paths is the path or is inside it. */
export function isTested({ path, text }: WrittenPath, tested: readonly WrittenPath[]): boolean {
  return tested.some(other => {
    if (path === undefined || other.path === undefined) return path === other.path && text === other.text
    return path.every((key, i) => other.path![i] === key)
  })
}
