import type { Directive, MemberDirective } from './directive.ts'
import { arrayPath } from './directives/arrayPath.ts'
import { caseDirective } from './directives/case.ts'
import { coalesce } from './directives/coalesce.ts'
import { compact } from './directives/compact.ts'
import { excludeWhenNull } from './directives/excludeWhenNull.ts'
import { fields } from './directives/fields.ts'
import { flatten } from './directives/flatten.ts'
import { ifDirective } from './directives/if.ts'
import { json } from './directives/json.ts'
import { jsonata } from './directives/jsonata.ts'
import { liquid } from './directives/liquid.ts'
import { literal } from './directives/literal.ts'
import { merge } from './directives/merge.ts'
import { path } from './directives/path.ts'
import { replace } from './directives/replace.ts'
import { template } from './directives/template.ts'
import { transform } from './directives/transform.ts'

const all: readonly (Directive | MemberDirective)[] = [
  path,
  template,
  ifDirective,
  coalesce,
  literal,
  fields,
  arrayPath,
  caseDirective,
  replace,
  liquid,
  jsonata,
  merge,
  flatten,
  excludeWhenNull,
  compact,
  json,
  transform,
]

/** All directives by name, in the order of the reference. */
export const directives: ReadonlyMap<string, Directive | MemberDirective> = new Map(
  all.map(directive => [directive.name, directive]),
)
