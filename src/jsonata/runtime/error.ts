import { BudgetError, own, type Pointer } from '../../value/index.ts'
import { D1011, D1012, D2015, type ErrorKind, type Facts, T1005, T1007 } from './errorKinds.ts'

/** Kinds of errors by code. */
export type ErrorKinds = { readonly [code: string]: ErrorKind }

/** Span of a token in an expression, and the token. */
export interface Site {
  readonly start: number
  readonly end: number
  readonly token?: string | undefined
}

/**
 * An expression that cannot be compiled or evaluated. `code` is a code of the JSONata language (`S0203`, `T2001`,
 * `D3030`); `start` and `end` are UTF-16 offsets of `token`, if they are known.
 */
export class JsonataError extends Error {
  override readonly name = 'JsonataError'
  readonly code: string
  readonly facts: Facts
  start: number | undefined
  end: number | undefined
  token: string | undefined
  /** Pointer of the expression in its mapping. */
  expression: Pointer | undefined

  constructor(kind: ErrorKind | string, facts: Facts = {}) {
    const { code, message } = typeof kind === 'string' ? { code: kind } : kind
    super(facts.message ?? message?.(facts) ?? `the expression failed with ${code}`)
    this.code = code
    this.facts = facts
    this.token = facts.token
  }

  get value(): unknown {
    return this.facts.value
  }

  /** Sets the place of the error, unless an inner expression has set it. */
  at(site: Site | undefined, expression?: Pointer): this {
    this.expression ??= expression
    if (this.start !== undefined || site === undefined) return this
    this.start = site.start
    this.end = site.end
    this.token ??= site.token
    return this
  }
}

/**
 * Converts stack overflows and a budget that is used up to a `JsonataError`, and the plain objects with a code that
 * functions of the host may throw, as those of the `jsonata` package do. `kinds` has the messages for these. Returns
 * anything else unchanged.
 */
export function toError(thrown: unknown, kinds: ErrorKinds = {}): unknown {
  if (thrown instanceof BudgetError) return new JsonataError(D1012)
  if (thrown instanceof RangeError) {
    return new JsonataError(thrown.message.includes('call stack') ? D1011 : D2015)
  }
  if (thrown instanceof Error) return thrown
  if (typeof thrown !== 'object' || thrown === null) return thrown
  const { code, ...facts } = thrown as { code?: unknown } & Facts
  return typeof code === 'string' ? new JsonataError(own(kinds, code) ?? code, facts) : thrown
}

const calledFields = { T1005, T1007 }

/** Throws for a field that is called as a function. */
export function failJsonata(code: keyof typeof calledFields, facts: Facts): never {
  throw new JsonataError(calledFields[code], facts)
}
