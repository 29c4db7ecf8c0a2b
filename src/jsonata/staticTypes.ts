import type { JsCode } from '../code/index.ts'

/** What a value may be: a set of the kinds below. */
export type TypeSet = number

export const absent = 1
export const nil = 2
export const boolean = 4
export const number = 8
export const string = 16
/** An object that is no array. */
export const record = 32
/** An array about which the language knows nothing else, see `runtime/sequence.ts`. */
export const list = 64
/** An array about which it may know more: only this kind has to be settled. */
export const sequence = 128
export const functions = 256

export const scalar = nil | boolean | number | string
export const anything = absent | scalar | record | list | sequence | functions
/** What JavaScript takes for true and false as the language does. */
export const likeJavaScript = absent | nil | boolean | string

export const isWithin = (types: TypeSet, allowed: TypeSet): boolean => (types & ~allowed) === 0

export function ofScalar(value: string | number | boolean | null): TypeSet {
  if (typeof value === 'string') return string
  if (typeof value === 'number') return number
  return value === null ? nil : boolean
}

/** What is known of the values of a program before it runs, by the names that they have in its code. */
export class TypeFacts {
  readonly #types = new Map<string, TypeSet>([['undefined', absent]])

  /** Notes what a name or a literal stands for, and gives it back. */
  note(code: JsCode, types: TypeSet): JsCode {
    this.#types.set(`${code}`, types)
    return code
  }

  of(code: JsCode): TypeSet {
    return this.#types.get(`${code}`) ?? anything
  }
}
