import { defineKey } from '../code/index.ts'
import type { DiagnosticBag, WrittenPlace } from '../diagnostics/index.ts'
import type { Span } from '../text/index.ts'
import { isObject, type Json, type JsonObject, own, type Pointer, pointer, pointerKeys } from '../value/index.ts'

/** The place where the parts of an object or list were written. */
interface Source {
  readonly at: Pointer
  /** Members that were written elsewhere. */
  others?: Map<string, Pointer> | undefined
  /** True if all parts were written at `at`, as one short form. */
  readonly isWhole?: boolean
  /** The words for it, if it was written as a part of a string at `at`. */
  readonly span?: Span
}

/** A part of an expanded definition, and where it was written. */
export type PlacedPart = readonly [value: unknown, at: Pointer]

/** The same; without a place, it was written in the object that it is in. */
export type CopiedMember = readonly [value: unknown, at?: Pointer | undefined]

/** Copies of parts: where they were written, and what is wrong with them. */
export interface Copies {
  readonly sources: SourceMap
  readonly problems: DiagnosticBag
}

/** The places where the parts of an expanded definition were written. */
export class SourceMap {
  readonly #known = new WeakMap<object, Source>()
  /** Places of holes in templates, with a note if an action leaves one empty. */
  readonly #holes = new Map<Pointer, string | undefined>()

  /** Records a hole. The first note about it counts. */
  addHole(at: Pointer, note: string | undefined): void {
    this.#holes.set(at, this.#holes.get(at) ?? note)
  }

  /** True if there is a hole in what is written at a place: a fix would replace it by what one action gives. */
  hasHole(written: Pointer): boolean {
    return [...this.#holes.keys()].some(at => at === written || at.startsWith(`${written}/`))
  }

  /** Records the place of an object or list, and of the members that were written elsewhere. */
  set<T extends object>(value: T, source: Source): T {
    this.#known.set(value, source)
    return value
  }

  /** Records that a value has the places of another one. */
  copy<T extends object>(from: object, value: T): T {
    const { others, ...source } = this.#known.get(from)!
    return this.set(value, { ...source, others: others && new Map(others) })
  }

  /** Returns the place of an object or list. */
  locate(value: object): Pointer {
    return this.#known.get(value)!.at
  }

  /** Adds a member to an object, with the place that implies it. */
  add(object: object, key: string, value: unknown, place: Pointer): void {
    defineKey(object, key, value)
    const source = this.#known.get(object)!
    source.others ??= new Map()
    source.others.set(key, place)
  }

  /** Makes an object of members and their places. */
  join(at: Pointer, members: ReadonlyMap<string, CopiedMember>): Record<string, unknown> {
    const value: Record<string, unknown> = {}
    let others: Map<string, Pointer> | undefined
    for (const [key, [member, place]] of members) {
      defineKey(value, key, member)
      if (place !== undefined && place !== pointer(at, key)) {
        others ??= new Map()
        others.set(key, place)
      }
    }
    return this.set(value, { at, others })
  }

  /** Makes a list of items and their places. */
  joinList(at: Pointer, items: readonly PlacedPart[]): unknown[] {
    let others: Map<string, Pointer> | undefined
    const list = items.map(([value, place], i) => {
      if (place !== pointer(at, i)) {
        others ??= new Map()
        others.set(String(i), place)
      }
      return value
    })
    return this.set(list, { at, others })
  }

  /** Lists the items of a list with their places; any other value is the only item. */
  splitList([value, at]: PlacedPart): PlacedPart[] {
    return Array.isArray(value) ? value.map((item, i) => [item, this.member(value, i)]) : [[value, at]]
  }

  /** Lists the members of an object with their places. */
  split(value: JsonObject): Map<string, PlacedPart> {
    return new Map(Object.entries(value).map(([key, member]) => [key, [member, this.member(value, key)]]))
  }

  /** Returns the place of a member. */
  member(value: object, key: string | number): Pointer {
    const { at, others, isWhole } = this.#known.get(value)!
    return others?.get(String(key)) ?? (isWhole ? at : pointer(at, key))
  }

  /** Returns the place of the key of a member. A hole has a key where its value has none. */
  #key(value: object, key: string): Pointer {
    const { at, others, isWhole } = this.#known.get(value)!
    const place = others?.get(key)
    return place === undefined || isWhole || pointerKeys(place).at(-1) === key
      ? this.member(value, key)
      : pointer(at, key)
  }

  /**
   * Finds the place where a part of an expanded definition was written, or its key, and its span in a string. A part that
   * was written is its own place.
   */
  find(root: Json, at: Pointer, isKey = false): WrittenPlace {
    let value: Json | undefined = root
    let written = ''
    let span: Span | undefined
    const keys = pointerKeys(at)
    for (const [i, key] of keys.entries()) {
      // The short forms that were written out are absent from the expanded definition.
      if (shortForms.has(key) && !(isObject(value) && Object.hasOwn(value, key))) return { at }
      const source: Source | undefined =
        typeof value === 'object' && value !== null ? this.#known.get(value) : undefined
      const isLastKey = isKey && i === keys.length - 1
      if (source === undefined) written = pointer(written, key)
      else written = isLastKey ? this.#key(value as object, key) : this.member(value as object, key)
      span = source?.span
      value = isObject(value) || Array.isArray(value) ? own(value as JsonObject, key) : undefined
    }
    return { at: written, span, note: this.#holes.get(written) }
  }
}

const shortForms: ReadonlySet<string> = new Set(['$ref', '$with'])
