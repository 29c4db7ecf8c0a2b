import { DiagnosticBag } from '../diagnostics/index.ts'
import { destinationLibrary, findDoubts, type PlacedDoubt, parseJsonata, type WrittenPath } from '../jsonata/index.ts'
import { collectReads, type Functions, joinLines, noFunctions, parseMapping } from '../mapping/index.ts'
import { isObject, type Json, type Pointer, pointer } from '../value/index.ts'
import { isPresent } from './presence.ts'
import type { RuleInput } from './rule.ts'

/** A doubt with its place in the definition. */
export type LocatedDoubt = PlacedDoubt & {
  readonly at: Pointer
  /** True if an input may lack the path. */
  readonly mayBeAbsent: (path: WrittenPath) => boolean
}

/** Finds the doubtful parts of all expressions of a definition. */
export function listDoubts(subject: RuleInput): readonly LocatedDoubt[] {
  const known = listed.get(subject)
  if (known !== undefined) return known
  const doubts = collectDoubts(subject)
  listed.set(subject, doubts)
  return doubts
}

/** Doubts by input: several rules ask for them. */
const listed = new WeakMap<RuleInput, readonly LocatedDoubt[]>()

function collectDoubts({ destination }: RuleInput): LocatedDoubt[] {
  const functions = destination.context.functions ?? noFunctions
  const callable = new Set([...destinationLibrary.keys(), ...functions.names])
  const problems = new DiagnosticBag()
  const inFunctions = [...functions.expressions.values()].map(expression => ({ expression, tested: [] }))
  const inMappings = listTexts(destination.definition as unknown as Json, functions).flatMap(({ at, text, tested }) => {
    const expression = parseJsonata(text, problems, at, { known: functions.names })
    return expression ? [{ expression, tested }] : []
  })
  return [...inFunctions, ...inMappings].flatMap(({ expression, tested }) => {
    const { at } = expression
    return findDoubts(expression, callable).map((doubt): LocatedDoubt => {
      const mayBeAbsent = (path: WrittenPath) =>
        !isTested(path, [...doubt.tested, ...tested]) && !isPresent(path.path, at, destination)
      return { ...doubt, at, mayBeAbsent }
    })
  })
}

/** Text of an `@jsonata`, with the paths that an `@if` around it tests. */
interface PlacedText {
  readonly at: Pointer
  readonly text: string
  readonly tested: readonly WrittenPath[]
}

/** Members without mappings, and those that are read where they are used. */
const passed: ReadonlySet<Pointer> = new Set(['/functions', '/fields', '/identity', '/settings', '/rules'])

function listTexts(definition: Json, functions: Functions): PlacedText[] {
  const found: PlacedText[] = []
  const visit = (value: Json | undefined, at: Pointer, tested: readonly WrittenPath[]): void => {
    if (typeof value !== 'object' || value === null || passed.has(at)) return
    for (const [key, member] of Object.entries<Json | undefined>(value as { readonly [key: string]: Json })) {
      const inner = pointer(at, key)
      if (key === '@literal') continue
      if (key === '@jsonata' && isText(member)) found.push({ at: inner, text: joinLines(member), tested })
      const isTest = key === '@if' && isObject(member)
      const paths = isTest ? readPaths([member.exists, member.blank], functions) : []
      visit(member, inner, [...tested, ...paths])
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
