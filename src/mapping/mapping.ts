import type { Block, JsCode } from '../code/index.ts'
import type { Span } from '../text/index.ts'
import type { Path, Pointer } from '../value/index.ts'

/** A checked mapping: raw JSON with directives in it. `at` is its place in the definition. */
export type Mapping =
  | { readonly kind: 'value'; readonly at: Pointer; readonly value: null | boolean | number | string }
  | { readonly kind: 'list'; readonly at: Pointer; readonly items: readonly Mapping[] }
  | { readonly kind: 'object'; readonly at: Pointer; readonly members: readonly Member[] }
  | { readonly kind: 'directive'; readonly at: Pointer; readonly name: string; readonly applied: Applied }

export interface Member {
  readonly key: string
  readonly mapping: Mapping
}

/** A directive with its argument, checked. */
export interface Applied {
  /** The mappings it holds. */
  readonly parts?: readonly Part[]
  /** The paths that it reads itself. */
  readonly reads?: readonly Read[]
  /** Whether its value is what it reads, as it is. */
  readonly copies?: boolean
  /** Whether its value is a string for every input. */
  readonly isText?: boolean
  /** Where a run takes one way of several. */
  readonly branches?: readonly Branch[]
  /** The parts of its text whose values a traced program reports. */
  readonly points?: readonly Point[]
  /** Whether it gives a value for every input. */
  readonly present?: boolean
  /**
   * Writes its statements into `block` and gives the code of its value: a name or a literal. Each part is emitted
   * once. With `keepsAbsentKeys`, absent members of an object it makes are to stay as `undefined`: see `@merge`.
   */
  emit(block: Block, input: JsCode, keepsAbsentKeys: boolean): JsCode
}

/** A mapping that a directive holds. */
export interface Part {
  readonly mapping: Mapping
  /**
   * For a part with an input of its own: where a path of that input is in the input of the directive, or
   * `undefined` when it is in what another part makes.
   */
  readonly origin?: (path: Path) => Path | undefined
  /** Where its value is in the value of the directive: `[]` where it is all of it, `['*']` where it is each item. */
  readonly place?: Path
}

/** A place in the definition: a value, or a part of a text. */
export interface Place {
  readonly at: Pointer
  readonly span?: Span
}

/** A place at which a run takes one of several arms, or none; a traced program reports the index of the one. */
export interface Branch extends Place {
  readonly arms: readonly Place[]
}

/** A part of a text that has a value of its own. */
export interface Point extends Place {
  /** The path of the input that it reads, where it is nothing else. */
  readonly path?: Path
  /** The name of the function that it calls, where it is a call. */
  readonly call?: string
}

/** A path of the input that is read, and the place in the definition that says so. */
export interface Read {
  /** `?` stands for a key that only a run tells: an item of a list, or a part of a computed path. */
  readonly path: Path
  readonly at: Pointer
}
