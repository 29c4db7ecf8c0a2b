import { type Code, codes, type Extra } from '../diagnostics/index.ts'
import { chargeCompilation, compileCost, isObject, type JsonObject, type Pointer, pointer } from '../value/index.ts'
import { Argument, type FullContext, type MappingContext, type MappingParser } from './argument.ts'
import type { MemberDirective } from './directive.ts'
import { directives } from './directives.ts'
import { noFunctions } from './functions.ts'
import type { Mapping } from './mapping.ts'
import { unknownDirective } from './unknownDirective.ts'

/** Levels of nesting: more than readable mappings have, and few enough for generated code. */
const maxDepth = 100

/** Keys allowed beside a directive: metadata of the editor of saved mappings, and notes of authors. */
const beside: ReadonlySet<string> = new Set(['_metadata', '$todo'])

/**
 * A key at the root of saved mappings. Its directive gives the whole value, and the other keys of the root are the
 * `mapping` of that directive.
 */
const wholeKey = '__segment_internal_directive'

/** Parses a mapping. Mistakes go to `context.problems`; a mapping with a mistake is `undefined`. */
export function parseMapping(value: unknown, context: MappingContext): Mapping | undefined {
  const parser = new Parser(context)
  const mapping = parser.parseRoot(value)
  return parser.failed ? undefined : mapping
}

/** Parses one mapping. Invalid parts become `null` in the tree, so that the rest is checked too. */
class Parser implements MappingParser {
  readonly context: FullContext
  failed = false
  #root: Pointer
  /** Part of the mapping that is parsed as an argument, but written at the root. */
  #moved: JsonObject | undefined

  constructor(context: MappingContext) {
    this.context = { functions: noFunctions, isUrl: false, ...context }
    this.#root = context.at
  }

  parseRoot(value: unknown): Mapping {
    if (!isObject(value) || !Object.hasOwn(value, wholeKey)) return this.parse(value, this.context.at, 0)
    const { [wholeKey]: whole, ...mapping } = value
    const at = pointer(this.context.at, wholeKey)
    const [name, ...others] = isObject(whole) ? Object.keys(whole) : []
    const argument = name === undefined ? undefined : (whole as JsonObject)[name]
    if (name === undefined || others.length > 0 || !isObject(argument)) {
      return this.#fault('CM502', at, `\`${wholeKey}\` takes one directive, whose argument is an object`)
    }
    this.#moved = mapping
    this.#root = at
    return this.parse({ [name]: { ...argument, mapping } }, at, 0)
  }

  parse(value: unknown, place: Pointer, depth: number): Mapping {
    chargeCompilation(compileCost.node)
    const at = value === this.#moved ? this.context.at : place
    if (depth > maxDepth) return this.#fault('CM104', at, `a mapping is nested deeper than ${maxDepth} levels`)
    if (Array.isArray(value)) {
      const items = value.map((item, index) => this.parse(item, pointer(at, index), depth + 1))
      return { kind: 'list', at, items }
    }
    if (isObject(value)) {
      const name = Object.keys(value).find(key => key.startsWith('@'))
      if (name !== undefined) return this.#parseDirective(name, value, at, depth)
      const members = Object.keys(value)
        .filter(key => value[key] !== undefined)
        .map(key => ({ key, mapping: this.parse(value[key], pointer(at, key), depth + 1) }))
      return { kind: 'object', at, members }
    }
    if (value === null || typeof value === 'boolean' || typeof value === 'string' || Number.isFinite(value)) {
      return { kind: 'value', at, value: value as null | boolean | number | string }
    }
    return this.#fault('CM101', at, `a mapping is JSON, but this is ${describe(value)}`)
  }

  report(code: Code, at: Pointer, message: string, extra?: Extra, suggest?: () => Extra): void {
    this.context.problems.add(code, at, message, extra, suggest)
    if (codes[code].severity === 'error') this.failed = true
  }

  within(at: Pointer): Pointer {
    return at.startsWith(`${this.#root}/`) ? at.slice(this.#root.length) : ''
  }

  #parseDirective(name: string, value: JsonObject, at: Pointer, depth: number): Mapping {
    const directive = directives.get(name)
    const takesMembers = directive !== undefined && 'expand' in directive
    for (const key of Object.keys(value)) {
      if (key === name || beside.has(key) || (takesMembers && !key.startsWith('@'))) continue
      const message = `a directive must be the only key of its object, but \`${key}\` is beside \`${name}\``
      const related = [{ at: pointer(at, name), marks: 'key' as const, message: 'this makes the object a directive' }]
      this.report('CM501', pointer(at, key), message, {
        marks: 'key',
        related,
        ...aloneAgain(directive ?? { name }, key, value, at),
      })
    }
    if (directive === undefined) {
      const extra = unknownDirective(name, value, at, directives.keys())
      return this.#fault('CM503', pointer(at, name), `there is no directive \`${name}\``, extra)
    }
    if ('expand' in directive) return this.#parseMembers(directive, value, at, depth)
    const applied = directive.parse(new Argument(value[name], pointer(at, name), this, name, depth))
    if (applied !== undefined) return { kind: 'directive', at, name, applied }
    this.failed = true
    return { kind: 'value', at, value: null }
  }

  /** Parses an object with a directive that adds members. A key that is there twice keeps its first place. */
  #parseMembers({ name, own, expand }: MemberDirective, value: JsonObject, at: Pointer, depth: number): Mapping {
    const { [name]: argument, ...others } = value
    const expanded = expand(
      new Argument(argument, pointer(at, name), this, name, depth),
      new Argument(others, at, this, name, depth),
    )
    if (expanded === undefined) this.failed = true
    const written = new Map<string, Mapping>()
    for (const key of Object.keys(others)) {
      if (others[key] === undefined || key.startsWith('@') || beside.has(key) || own.includes(key)) continue
      written.set(key, this.parse(others[key], pointer(at, key), depth + 1))
    }
    const members = new Map<string, Mapping>()
    for (const key of Object.keys(value)) {
      const added = key === name ? (expanded ?? []) : []
      for (const { key, mapping } of added) members.set(key, written.get(key) ?? mapping)
      const mapping = written.get(key)
      if (mapping) members.set(key, mapping)
    }
    return { kind: 'object', at, members: [...members].map(([key, mapping]) => ({ key, mapping })) }
  }

  #fault(code: Code, at: Pointer, message: string, extra?: Extra): Mapping {
    this.report(code, at, message, extra)
    return { kind: 'value', at, value: null }
  }
}

/** Keys with which authors name a fallback value. */
const fallbackKeys: ReadonlySet<string> = new Set(['default', 'fallback', 'else', 'otherwise'])

/** Suggests how to remove a key beside a directive. A fallback becomes a `@coalesce`. */
function aloneAgain(
  { name, own = [] }: { readonly name: string; readonly own?: readonly string[] },
  key: string,
  value: JsonObject,
  at: Pointer,
): Pick<Extra, 'help' | 'meant'> | Pick<Extra, 'help' | 'fix'> {
  const bare = key.slice(1)
  if (own.includes(bare)) return { help: `did you mean \`${bare}\`?`, meant: bare }
  if (key.startsWith('@')) return { help: 'put each directive into its own object' }
  if (!fallbackKeys.has(key)) {
    const help = 'remove it, or put the directive into its own key'
    return { help, fix: { applicability: 'unsafe', edits: [{ at: pointer(at, key), value: undefined }] } }
  }
  const either = { '@coalesce': [{ [name]: value[name]! }, value[key]!] }
  const help = `for a fallback value, write \`${JSON.stringify(either)}\``
  return { help, fix: { applicability: 'unsafe', edits: [{ at, value: either }] } }
}

function describe(value: unknown): string {
  return typeof value === 'number' ? `a number: ${value}` : `a ${typeof value}`
}
