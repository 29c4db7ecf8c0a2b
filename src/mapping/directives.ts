import type { Directive } from './directive.ts'
import { ifDirective } from './directives/if.ts'
import { literal } from './directives/literal.ts'
import { path } from './directives/path.ts'
import { template } from './directives/template.ts'

/** Every directive, by its name. */
export const directives: ReadonlyMap<string, Directive> = new Map(
  [path, ifDirective, template, literal].map(directive => [directive.name, directive]),
)
