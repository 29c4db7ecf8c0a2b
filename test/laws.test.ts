import { parse } from 'acorn'
import { describe, expect, test } from 'vitest'
import { Block, Unit } from '../src/code/index.ts'
import { DiagnosticBag } from '../src/diagnostics/index.ts'
import {
  collectReads,
  compileMapping,
  type Directive,
  directives,
  emitMapping,
  listChildren,
  type Mapping,
  type MemberDirective,
  parseMapping,
} from '../src/mapping/index.ts'
import { isObject, type Json, type Path } from '../src/value/index.ts'

/** The examples of everything that has examples, each held to the laws of its kind. */
const directiveExamples = [...directives.values()].flatMap((directive: Directive | MemberDirective) =>
  directive.examples.map((example, index) => ({ ...example, title: `${directive.name} ${index + 1}` })),
)

describe('directives', () => {
  test.each([...directives])('%s is found by its name', (name, directive) => {
    expect(directive.name).toBe(name)
    expect(directive.summary).toMatch(/^[A-Z].*\.$/)
  })

  test.each(directiveExamples)('$title: gives its result', ({ mapping, input, result }) => {
    expect(compileMapping(mapping)(input)).toStrictEqual(result)
  })

  test.each(directiveExamples)('$title: gives the same result twice', ({ mapping, input }) => {
    const map = compileMapping(mapping)
    const first = JSON.stringify(map(input))
    expect(JSON.stringify(map(input))).toBe(first)
    expect(compileMapping(mapping).source).toBe(map.source)
  })

  test.each(directiveExamples)('$title: changes neither its mapping nor its input', ({ mapping, input, result }) => {
    expect(compileMapping(frozen(mapping))(frozen(input))).toStrictEqual(result)
  })

  test.each(directiveExamples)('$title: shares nothing with its mapping', ({ mapping, input, result }) => {
    const map = compileMapping(mapping)
    const first = map(structuredClone(input))
    if (typeof first === 'object' && first !== null) Object.assign(first, { changed: true })
    expect(map(input)).toStrictEqual(result)
  })

  test.each(directiveExamples)('$title: reads only the paths that it declares', ({ mapping, input }) => {
    const declared = collectReads(parsed(mapping)).map(read => read.path)
    const seen: Path[] = []
    compileMapping(mapping)(recording(input, [], seen))
    expect(seen.filter(path => !declared.some(pattern => covers(pattern, path)))).toEqual([])
  })

  test.each(directiveExamples)('$title: emits each inner mapping once', ({ mapping }) => {
    const counts = new Map<Mapping, number>()
    const unit = new Unit()
    const counted = counting(parsed(mapping), counts)
    emitMapping(counted, new Block(unit), unit.variable())
    expect([...counts.values()].filter(count => count !== 1)).toEqual([])
  })

  test.each(directiveExamples)('$title: becomes code without words of the mapping', ({ mapping }) => {
    expect(identifiers(compileMapping(mapping).source).filter(name => !ours.test(name))).toEqual([])
  })
})

/** The names that generated code may use: numbered ones, imported functions, and these members. */
const members = 'at|built|call|checkLength|length|program|push|replace|validate'
const ours = new RegExp(`^(?:[vfc]\\d+|undefined|__proto__|RegExp|Set|${members}|${importedNames().join('|')})$`)

/** The names of the run-time functions that directives import. */
function importedNames(): string[] {
  const names = directiveExamples.flatMap(({ mapping }) => {
    const unit = new Unit()
    emitMapping(parsed(mapping), new Block(unit), unit.variable())
    return [...unit.imports.keys()].map(name => name.replace('$', '\\$'))
  })
  return [...new Set(names)]
}

function parsed(value: Json): Mapping {
  const problems = new DiagnosticBag()
  const mapping = parseMapping(value, { problems, at: '' })
  expect(problems.list).toEqual([])
  return mapping!
}

/** The mapping, with every mapping in it counting how often it is emitted. */
function counting(mapping: Mapping, counts: Map<Mapping, number>): Mapping {
  for (const child of listChildren(mapping)) counting(child, counts)
  if (mapping.kind !== 'directive') return mapping
  const { applied } = mapping
  const emit = applied.emit
  counts.set(mapping, 0)
  Object.assign(applied, {
    emit: (...given: Parameters<typeof emit>) => {
      counts.set(mapping, counts.get(mapping)! + 1)
      return emit(...given)
    },
  })
  return mapping
}

/** The value, noting the path of everything in it that is read. Items have the path of their list. */
function recording<T>(value: T, at: Path, seen: Path[]): T {
  if (typeof value !== 'object' || value === null) return value
  return new Proxy(value, {
    get(target, key) {
      const member = Reflect.get(target, key)
      if (typeof key === 'symbol' || !Object.hasOwn(target, key)) return member
      if (Array.isArray(target)) return recording(member, at, seen)
      seen.push([...at, key])
      return recording(member, [...at, key], seen)
    },
    getOwnPropertyDescriptor(target, key) {
      if (typeof key === 'string' && Object.hasOwn(target, key) && !Array.isArray(target)) seen.push([...at, key])
      return Reflect.getOwnPropertyDescriptor(target, key)
    },
  })
}

/** True if a declared path allows a read: of its value, of a part of it, or of a value around it. */
function covers(pattern: Path, path: Path): boolean {
  const computed = pattern.indexOf('?')
  const known = (computed === -1 ? pattern : pattern.slice(0, computed)).filter(key => !/^\d+$/.test(key))
  return known.every((key, index) => index >= path.length || path[index] === key)
}

/** A copy that cannot be written to, however deep. */
function frozen<T>(value: T): T {
  return JSON.parse(JSON.stringify(value), (_, member) => Object.freeze(member))
}

function identifiers(source: string): string[] {
  const found: string[] = []
  const walk = (node: unknown) => {
    if (Array.isArray(node)) node.forEach(walk)
    else if (isObject(node)) {
      if (node.type === 'Identifier') found.push(String(node.name))
      Object.values(node).forEach(walk)
    }
  }
  walk(parse(source, { ecmaVersion: 2023, allowReturnOutsideFunction: true }))
  return found
}
