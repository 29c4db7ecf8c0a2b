import type { Json } from '../value/index.ts'
import type { Argument } from './argument.ts'
import type { Applied } from './mapping.ts'

/** Definition of a directive. The compiler, lineage, lint and the reference use directives only through these members. */
export interface Directive {
  readonly name: `@${string}`
  /** One sentence for the reference. */
  readonly summary: string
  /** Examples; each is a test, a line of the reference and a sample of the playground. */
  readonly examples: readonly [Example, ...Example[]]
  /** Checks the argument. Reports mistakes through it, and returns `undefined` for them. */
  parse(argument: Argument): Applied | undefined
}

export interface Example {
  readonly mapping: Json
  readonly input: Json
  /** Absent if the value is absent. */
  readonly result?: Json
  readonly note?: string
}
