import type { Json } from '../value/index.ts'
import type { Argument } from './argument.ts'
import type { DirectiveMembers } from './directiveMembers.ts'
import type { Applied, Member } from './mapping.ts'

/** Parts of a directive that the reference and editors show. */
interface Described {
  readonly name: `@${string}`
  /** One sentence for the reference. */
  readonly summary: string
  /** Examples; each is a test, a line of the reference and a sample of the playground. */
  readonly examples: readonly [Example, ...Example[]]
  /** Language of its argument, where that is a string; `fields`: names of fields of the payload. */
  readonly language?: 'path' | 'template' | 'liquid' | 'jsonata' | 'fields'
  /** Members of its argument, where that is an object. */
  readonly members?: DirectiveMembers
  /** True if its argument is a list of a path and a mapping of each item there. */
  readonly mapsItems?: boolean
}

/** Definition of a directive. The compiler, lineage, lint and the reference use directives only through these members. */
export interface Directive extends Described {
  /** Checks the argument. Reports mistakes through it, and returns `undefined` for them. */
  parse(argument: Argument): Applied | undefined
}

/** Definition of a directive that adds members to its object, beside those that the author wrote. */
export interface MemberDirective extends Described {
  /** Keys beside the directive that belong to it. */
  readonly own: readonly string[]
  /**
   * Returns the members that the directive stands for; a member `beside` it that has the same key wins. Reports mistakes
   * through the arguments, and returns `undefined` for them.
   */
  expand(argument: Argument, beside: Argument): readonly Member[] | undefined
}

export interface Example {
  readonly mapping: Json
  readonly input: Json
  /** Absent if the value is absent. */
  readonly result?: Json
  readonly note?: string
}
