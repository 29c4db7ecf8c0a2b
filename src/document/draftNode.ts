import type { Span } from '../text/index.ts'
import type { Json, Path } from '../value/index.ts'
import type { JsonToken } from './jsonc.ts'

/** A value of a file that is being typed. An end that is not typed yet is the end of the file. */
export interface DraftNode extends Span {
  /** The value, if it is neither an object nor a list. */
  readonly scalar?: Exclude<Json, object>
  readonly members?: ReadonlyMap<string, DraftMember>
  /** Items that are not typed yet are absent. */
  readonly items?: readonly (DraftNode | undefined)[]
}

/** A key with its value, which may be absent yet. */
export interface DraftMember {
  readonly key: Span
  readonly node?: DraftNode
}

/** The place of a caret in a draft: at a value, or at a key of an object. */
export interface Caret {
  /** Path of the value; for a key, of its object. */
  readonly path: Path
  readonly isKey: boolean
  /** The string or word around the caret. Absent between two tokens. */
  readonly token?: JsonToken
}
