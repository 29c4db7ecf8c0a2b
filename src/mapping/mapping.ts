import type { Block, JsCode } from '../code/index.ts'
import type { Span } from '../text/index.ts'
import type { Path, Pointer } from '../value/index.ts'

/** A checked mapping: JSON with directives in it. `at` is its place in the definition. */
export type Mapping =
  | { readonly kind: 'value'; readonly at: Pointer; readonly value: null | boolean | number | string }
  | { readonly kind: 'list'; readonly at: Pointer; readonly items: readonly Mapping[] }
  | { readonly kind: 'object'; readonly at: Pointer; readonly members: readonly Member[] }
  | { readonly kind: 'directive'; readonly at: Pointer; readonly name: string; readonly applied: Applied }

export interface Member {
  readonly key: string
  readonly mapping: Mapping
}

/** A directive with its checked argument. */
export interface Applied {
  /** Mappings in the argument. */
  readonly parts?: readonly Part[]
  /** Paths that the directive itself reads. */
  readonly reads?: readonly Read[]
  /** True if its value is an unchanged value of the input. */
  readonly copies?: boolean
  /** True if its value is a string for every input. */
  readonly isText?: boolean
  /** Branches of the directive itself. */
  readonly branches?: readonly Branch[]
  /** Parts of its string whose values a traced program reports. */
  readonly points?: readonly Point[]
  /** True if it has a value for every input. */
  readonly present?: boolean
  /**
   * Emits its statements into `block` and returns the code of its value: a name or a literal. Each part is emitted once.
   * With `keepsAbsentKeys`, absent members of its object stay as `undefined`; `@merge` needs them.
   */
  emit(block: Block, input: JsCode, keepsAbsentKeys: boolean): JsCode
}

/** A mapping in the argument of a directive. */
export interface Part {
  readonly mapping: Mapping
  /**
   * Translates a path of a part with its own input to a path of the directive's input; `undefined` if it is in the value
   * of another part.
   */
  readonly origin?: (path: Path) => Path | undefined
  /** Path of its value in the value of the directive: `[]` for the whole value, `['*']` for each item. */
  readonly place?: Path
}

/** A place in the definition: a value, or a part of a string. */
export interface Place {
  readonly at: Pointer
  readonly span?: Span
}

/** A place at which a run takes one of several arms, or none. A traced program reports the index of the arm. */
export interface Branch extends Place {
  readonly arms: readonly Place[]
}

/** A part of a string with its own value. */
export interface Point extends Place {
  /** Path of the input, if the part is only a path. */
  readonly path?: Path
  /** Name of the function, if the part is a call. */
  readonly call?: string
}

/** A path of the input that is read, with its place in the definition. */
export interface Read {
  /** Path with `?` for a key that is known only at run time: an item of a list, or a part of a computed path. */
  readonly path: Path
  readonly at: Pointer
}
