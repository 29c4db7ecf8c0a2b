import type { Json } from '../../value/index.ts'

/** A pure function that callmap adds to JSONata for destinations. It works in every runtime. */
export interface PureFunction {
  /** Name without the `$`, which is also the name of the file. */
  readonly name: string
  /** One sentence. */
  readonly summary: string
  /** A JSONata signature, such as `<s-:n>`. */
  readonly signature: string
  /** Each is a test and a line of the reference. */
  readonly examples: readonly [FunctionExample, ...FunctionExample[]]
  /** True if the first argument of the implementation is the `Run`, which functions need that call a function. */
  readonly takesRun?: boolean
  readonly implementation: (...args: never[]) => unknown
}

export interface FunctionExample {
  readonly expression: string
  readonly input?: Json
  /** Absent if the function returns nothing. */
  readonly result?: Json
  readonly note?: string
}
