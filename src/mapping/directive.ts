import type { Json } from '../value/index.ts'
import type { Argument } from './argument.ts'
import type { Applied } from './mapping.ts'

/** Everything about a directive. The compiler, lineage, lint and the reference know directives by these members only. */
export interface Directive {
  readonly name: `@${string}`
  /** One sentence. */
  readonly summary: string
  /** Each is a test, a line of the reference and a sample of the playground. */
  readonly examples: readonly [Example, ...Example[]]
  /** Checks the argument. What is wrong is reported through it, and nothing is returned. */
  parse(argument: Argument): Applied | undefined
}

export interface Example {
  readonly mapping: Json
  readonly input: Json
  /** Not there when the value is absent. */
  readonly result?: Json
  readonly note?: string
}
