import type { Json } from '../../value/index.ts'

/** A function that callmap adds to JSONata for destinations. It is pure, and works in every runtime. */
export interface PureFunction {
  /** As it is called, without the `$`. The file has the same name. */
  readonly name: string
  /** One sentence. */
  readonly summary: string
  /** In JSONata's language of signatures: `<s-:n>`. */
  readonly signature: string
  /** Each is a test and a line of the reference. */
  readonly examples: readonly [FunctionExample, ...FunctionExample[]]
  readonly implementation: (...args: never[]) => unknown
}

export interface FunctionExample {
  readonly expression: string
  readonly input?: Json
  /** Not there when there is no result. */
  readonly result?: Json
  readonly note?: string
}
