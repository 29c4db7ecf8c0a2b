import type { Pointer } from '../../value/index.ts'
import { type Facts, messages } from './messages.ts'

/** Where in the text of an expression something stands, and what stands there. */
export interface Site {
  readonly start: number
  readonly end: number
  readonly token?: string | undefined
}

/**
 * An expression that cannot be compiled or evaluated. `code` is the code of the JSONata language (`S0203`,
 * `T2001`, `D3030`); `start` and `end` are UTF-16 offsets of `token` in the text, where they are known.
 */
export class JsonataError extends Error {
  override readonly name = 'JsonataError'
  readonly code: string
  readonly facts: Facts
  start: number | undefined
  end: number | undefined
  token: string | undefined
  /** The place of the expression in its definition. */
  expression: Pointer | undefined

  constructor(code: string, facts: Facts = {}) {
    super(facts.message ?? messageOf(code, facts))
    this.code = code
    this.facts = facts
    this.token = facts.token
  }

  get value(): unknown {
    return this.facts.value
  }

  /** Says where it happened, unless a part of the expression inside has said so already. */
  at(site: Site | undefined, expression?: Pointer): this {
    this.expression ??= expression
    if (this.start !== undefined || site === undefined) return this
    this.start = site.start
    this.end = site.end
    this.token ??= site.token
    return this
  }
}

function messageOf(code: string, facts: Facts): string {
  const message = messages.get(code)
  return message === undefined ? `the expression failed with ${code}` : message(facts)
}

/** Anything that was thrown, as an error of ours where it is one of the language. */
export function toError(thrown: unknown): unknown {
  if (thrown instanceof RangeError) {
    return new JsonataError(thrown.message.includes('call stack') ? 'D1011' : 'D2015')
  }
  if (thrown instanceof Error) return thrown
  if (typeof thrown !== 'object' || thrown === null) return thrown
  const { code, ...facts } = thrown as { code?: unknown } & Facts
  return typeof code === 'string' ? new JsonataError(code, facts) : thrown
}

export function fail(code: string, facts: Facts): never {
  throw new JsonataError(code, facts)
}
