import type { JsCode } from '../code/index.ts'

/** Types that a value may have: a bit set of the constants below. */
export type TypeSet = number

export const absent = 1
export const nil = 2
export const boolean = 4
export const number = 8
export const string = 16
/** An object that is not an array. */
export const record = 32
/** A plain array, see `runtime/sequence.ts`. */
export const list = 64
/** An array that may carry flags. Only this type has to be settled. */
export const sequence = 128
export const functions = 256

export const scalar = nil | boolean | number | string
export const anything = absent | scalar | record | list | sequence | functions
/** Types whose truth is the same in JavaScript. */
export const likeJavaScript = absent | nil | boolean | string

export const isWithin = (types: TypeSet, allowed: TypeSet): boolean => (types & ~allowed) === 0

export function ofScalar(value: string | number | boolean | null): TypeSet {
  if (typeof value === 'string') return string
  if (typeof value === 'number') return number
  return value === null ? nil : boolean
}

/** Static types of a program's values, by their names in the code. */
export class TypeFacts {
  readonly #types = new Map<string, TypeSet>([['undefined', absent]])
  readonly #objects = new Map<string, readonly string[]>()

  /** Records the types of a name or a literal, and the keys of objects in a record, and returns it. */
  note(code: JsCode, types: TypeSet, objects?: readonly string[]): JsCode {
    this.#types.set(`${code}`, types)
    if (objects) this.#objects.set(`${code}`, objects)
    return code
  }

  ofField(code: JsCode, key: string): TypeSet {
    return this.#objects.get(`${code}`)?.includes(key) ? record : anything
  }

  of(code: JsCode): TypeSet {
    return this.#types.get(`${code}`) ?? anything
  }
}
