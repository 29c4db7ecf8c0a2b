import { near } from '../diagnostics/index.ts'
import { isObject, type Json, type JsonObject, own, type Pointer, pointer, pointerKeys } from '../value/index.ts'
import type { Schema } from './fits.ts'
import type { Copies } from './sourceMap.ts'

/** A place to which a part is copied. */
export interface Place {
  readonly at: Pointer
  readonly depth: number
  readonly holes?: Holes | undefined
  /** The schema of the part; `undefined` where any JSON may be. */
  readonly schema?: Schema | undefined
}

/** The place of what an action gives to a hole, in which there are no holes. */
export const filledPlace = (at: Pointer, { depth, schema }: Place): Place => ({ at, depth, schema })

/** The name in `{ "$with": name }`; `undefined` for any other value. */
export function holeName(value: unknown): string | undefined {
  const name = isObject(value) ? own(value, '$with') : undefined
  return typeof name === 'string' ? name : undefined
}

/** The values that one action gives to the holes of a template. */
export class Holes {
  readonly #template: { readonly name: string; readonly holes: ReadonlySet<string> }
  readonly #values: JsonObject
  readonly #at: Pointer
  readonly #copies: Copies
  /** Holes that were found in the template, listed or not. */
  readonly found = new Set<string>()

  constructor(
    template: { readonly name: string; readonly holes: ReadonlySet<string> },
    values: JsonObject,
    at: Pointer,
    copies: Copies,
  ) {
    this.#template = template
    this.#values = values
    this.#at = at
    this.#copies = copies
  }

  /** Returns the value for a hole and its place, if the action gives one. */
  fill(hole: string, at: Pointer): { readonly value: Json; readonly at: Pointer } | undefined {
    const { name, holes } = this.#template
    const { sources, problems } = this.#copies
    this.found.add(hole)
    if (!holes.has(hole)) {
      const message = `the template \`${name}\` does not list a hole \`${hole}\` in its \`with\``
      problems.add('CM113', at, message, {}, () => {
        const { meant, ...extra } = near(hole, holes)
        return extra
      })
    }
    const value = own(this.#values, hole)
    const action = pointerKeys(this.#at)[1]
    sources.addHole(
      at,
      value === undefined ? `the action \`${action}\` gives nothing for the hole \`${hole}\`` : undefined,
    )
    return value === undefined ? undefined : { value, at: pointer(this.#at, hole) }
  }

  /** Reports values for holes that the template, which is copied, does not have. */
  reportUnknown(): void {
    const { name, holes } = this.#template
    for (const key of Object.keys(this.#values)) {
      if (holes.has(key) || this.found.has(key)) continue
      const message = `the template \`${name}\` has no hole \`${key}\``
      this.#copies.problems.add('CM113', pointer(this.#at, key), message, { marks: 'key' }, () => near(key, holes))
    }
  }

  /** Returns the place of the value for a hole, if the action gives one. */
  placeOf(hole: string): Pointer | undefined {
    return Object.hasOwn(this.#values, hole) ? pointer(this.#at, hole) : undefined
  }
}
