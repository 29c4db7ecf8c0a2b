import { type Code, type DiagnosticBag, type Extra, type Fix, near } from '../diagnostics/index.ts'
import { describeKind, isObject, type Pointer, pointer } from '../value/index.ts'
import type { DirectiveMembers } from './directiveMembers.ts'
import type { Functions } from './functions.ts'
import type { Mapping } from './mapping.ts'

export interface MappingContext {
  readonly problems: DiagnosticBag
  /** Place of the mapping in its definition. */
  readonly at: Pointer
  /** The JSONata functions of the definition. */
  readonly functions?: Functions
  /** True for a URL, whose templates contain paths only. */
  readonly isUrl?: boolean
  /** Lists the fields of the root `payload`. Absent if they are unknown; `none` if the mapping reads an event. */
  readonly payload?: (() => readonly string[]) | 'none'
}

/** A context with its defaults. */
export type FullContext = Required<Omit<MappingContext, 'payload'>> & Pick<MappingContext, 'payload'>

/** Parses the mappings inside an argument, and collects what is wrong. */
export interface MappingParser {
  readonly context: FullContext
  parse(value: unknown, place: Pointer, depth: number): Mapping
  report(code: Code, at: Pointer, message: string, extra?: Extra, suggest?: () => Extra): void
  /** Pointer within the mapping; empty for a place outside of it. */
  within(at: Pointer): Pointer
}

/** The argument of a directive or a part of it, with its place and its checks. */
export class Argument {
  readonly value: unknown
  readonly at: Pointer
  readonly parser: MappingParser
  readonly #directive: string
  readonly #depth: number

  constructor(value: unknown, at: Pointer, parser: MappingParser, directive: string, depth: number) {
    this.value = value
    this.at = at
    this.parser = parser
    this.#directive = directive
    this.#depth = depth
  }

  /** Place within the whole mapping. */
  get within(): Pointer {
    return this.parser.within(this.at)
  }

  /** Parses the value as a mapping. */
  mapping(): Mapping {
    return this.parser.parse(this.value, this.at, this.#depth + 1)
  }

  /** Parses the value as a mapping that gives a string: a string, or a directive. */
  textMapping(): Mapping {
    if (typeof this.value !== 'string' && !isDirective(this.value)) {
      this.fault(`expected a string or a directive, but this is ${describeKind(this.value)}`)
    }
    return this.mapping()
  }

  /** Parses the value as a mapping that gives an object: an object, or a directive. */
  objectMapping(): Mapping {
    if (!isObject(this.value)) this.fault(`expected an object or a directive, but this is ${describeKind(this.value)}`)
    return this.mapping()
  }

  /** Returns a member or an item of the value, if it exists. */
  member(key: string | number): Argument | undefined {
    const { value } = this
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined
    const member = (value as Record<string | number, unknown>)[key]
    return member === undefined ? undefined : this.#part(member, key)
  }

  /** True if the value is an object with the required members. Reports unknown members as ignored. */
  hasMembers(members: DirectiveMembers): boolean {
    if (!isObject(this.value)) {
      this.fault(`\`${this.#directive}\` takes an object, but this is ${describeKind(this.value)}`)
      return false
    }
    const known = Object.keys(members)
    for (const key of Object.keys(this.value)) {
      if (known.includes(key) || key === '_metadata') continue
      const takes = `it takes ${known.map(name => `\`${name}\``).join(', ')}`
      const { help = takes, meant } = near(key, known)
      this.#part(undefined, key).ignore(`\`${this.#directive}\` has no \`${key}\``, { help, meant })
    }
    const missing = known.filter(key => members[key]!.isRequired && this.member(key) === undefined)
    if (missing.length === 0) return true
    for (const key of missing) this.fault(`\`${this.#directive}\` needs \`${key}\``)
    // Mistakes in the other members are still reported.
    for (const key of known) this.member(key)?.mapping()
    return false
  }

  /** Returns the items of an array, or reports another value. */
  items(): Argument[] | undefined {
    if (Array.isArray(this.value)) return this.value.map((item, index) => this.#part(item, index))
    return this.fault(`expected an array, but this is ${describeKind(this.value)}`)
  }

  text(maxLength: number): string | undefined {
    const { value } = this
    if (typeof value !== 'string') return this.fault(`expected a string, but this is ${describeKind(value)}`)
    if (value.length <= maxLength) return value
    return this.fault(`this string is longer than ${maxLength} characters`)
  }

  boolean(): boolean | undefined {
    if (typeof this.value === 'boolean') return this.value
    return this.fault(`expected true or false, but this is ${describeKind(this.value)}`)
  }

  choice<T extends string>(choices: readonly T[]): T | undefined {
    const found = choices.find(choice => choice === this.value)
    if (found !== undefined) return found
    const given = typeof this.value === 'string' ? `\`${this.value}\`` : describeKind(this.value)
    const known = choices.map(choice => `\`${choice}\``).join(' or ')
    const message = `\`${this.#directive}\` takes ${known} here, not ${given}`
    const label = `expected ${known}`
    this.parser.report('CM502', this.at, message, { label, ...near(String(this.value), choices) })
    return undefined
  }

  /** Reports an invalid argument. */
  fault(message: string, help?: string): undefined {
    this.parser.report('CM502', this.at, message, { help })
  }

  /** Reports a part of the string that is valid, but probably a mistake. */
  suspect(message: string, start: number, end: number, help: string): void {
    this.parser.report('CM506', this.at, message, { span: { start, end }, help })
  }

  /** Reports an argument without effect. */
  ignore(message: string, { help, meant }: Pick<Extra, 'help' | 'meant'> = {}): void {
    const removal: Fix = { applicability: 'safe', edits: [{ at: this.at, value: undefined }] }
    const way = meant === undefined ? { fix: removal } : { meant }
    this.parser.report('CM504', this.at, `${message}, so it is ignored`, { help, marks: 'key', ...way })
  }

  #part(value: unknown, key: string | number): Argument {
    return new Argument(value, pointer(this.at, key), this.parser, this.#directive, this.#depth)
  }
}

function isDirective(value: unknown): boolean {
  return isObject(value) && Object.keys(value).some(key => key.startsWith('@'))
}
