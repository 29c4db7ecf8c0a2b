import type { JsonObject } from '../value/index.ts'
import type { AccountJson } from './suite.ts'

/**
 * A definition in which the functions and the constants that a test names give what the test says. What it does not
 * name stays as it is: a function that does not exist is a mistake of the definition, as ever.
 */
export function mocked(definition: JsonObject, { functions, lookups }: AccountJson): JsonObject {
  if (functions === undefined && lookups === undefined) return definition
  // JSON is an expression of JSONata.
  const replaced = Object.entries(functions ?? {}).map(([name, { returns }]) => {
    return [name, `function() { ${JSON.stringify(returns)} }`]
  })
  const fixed = Object.entries(lookups ?? {}).map(([name, value]) => [name, { '@literal': value }])
  return {
    ...definition,
    functions: { ...(definition.functions as JsonObject), ...Object.fromEntries(replaced) },
    constants: { ...(definition.constants as JsonObject), ...Object.fromEntries(fixed) },
  }
}
