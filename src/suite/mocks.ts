import { type Diagnostic, DiagnosticBag, near } from '../diagnostics/index.ts'
import { isObject, type JsonObject, type Pointer, pointer } from '../value/index.ts'
import type { AccountJson, SuiteJson } from './suite.ts'

/** Parts of a definition that mocks replace. */
const replaced = [
  { key: 'functions', part: 'functions', one: 'function' },
  { key: 'lookups', part: 'constants', one: 'constant' },
] as const

/**
 * Reports mocks that replace nothing and so prove nothing. A function of the language can be mocked if it is called.
 */
export function unusedMocks({ defaults = {}, tests }: SuiteJson, definitions: readonly JsonObject[]): Diagnostic[] {
  const problems = new DiagnosticBag()
  const look = (account: AccountJson, at: Pointer) => {
    for (const { key, part, one } of replaced) {
      const known = definitions.flatMap(definition => (isObject(definition[part]) ? Object.keys(definition[part]) : []))
      for (const name of Object.keys(account[key] ?? {})) {
        if (known.includes(name) || (one === 'function' && isCalled(name, definitions))) continue
        const extra = { ...near(name, known), marks: 'key' } as const
        problems.add('CM193', pointer(at, key, name), `there is no ${one} \`${name}\` to mock`, extra)
      }
    }
  }
  look(defaults, '/defaults')
  for (const [i, test] of tests.entries()) look(test, pointer('/tests', String(i)))
  return problems.errors
}

function isCalled(name: string, definitions: readonly JsonObject[]): boolean {
  return definitions.some(definition => JSON.stringify(definition).includes(`$${name}(`))
}

/** Replaces functions and constants of a definition by the mocks of a test. */
export function applyMocks(definition: JsonObject, { functions, lookups }: AccountJson): JsonObject {
  if (functions === undefined && lookups === undefined) return definition
  // JSON is valid JSONata.
  const returning = Object.entries(functions ?? {}).map(([name, { returns }]) => {
    return [name, `function() { ${JSON.stringify(returns)} }`]
  })
  const fixed = Object.entries(lookups ?? {}).map(([name, value]) => [name, { '@literal': value }])
  return {
    ...definition,
    functions: { ...(definition.functions as JsonObject), ...Object.fromEntries(returning) },
    constants: { ...(definition.constants as JsonObject), ...Object.fromEntries(fixed) },
  }
}
