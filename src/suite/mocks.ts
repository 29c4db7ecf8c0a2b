import { type Diagnostic, DiagnosticBag, near } from '../diagnostics/index.ts'
import { isObject, type JsonObject, lazy, type Pointer, pointer } from '../value/index.ts'
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
  const parts = replaced.map(({ key, part, one }) => ({ key, one, known: listNames(definitions, part) }))
  const called = lazy(() => findCalled(definitions))
  const look = (account: AccountJson, at: Pointer) => {
    for (const { key, one, known } of parts) {
      for (const name of Object.keys(account[key] ?? {})) {
        if (known.has(name) || (one === 'function' && called().has(name))) continue
        const message = `there is no ${one} \`${name}\` to mock`
        problems.add('CM193', pointer(at, key, name), message, { marks: 'key' }, () => near(name, known))
      }
    }
  }
  look(defaults, '/defaults')
  for (const [i, test] of tests.entries()) look(test, pointer('/tests', String(i)))
  return problems.errors
}

function listNames(definitions: readonly JsonObject[], part: string): ReadonlySet<string> {
  return new Set(definitions.flatMap(definition => (isObject(definition[part]) ? Object.keys(definition[part]) : [])))
}

/** Finds the names of functions that expressions call. */
function findCalled(definitions: readonly JsonObject[]): ReadonlySet<string> {
  const calls = definitions.flatMap(definition => [...JSON.stringify(definition).matchAll(/\$([^\s$()"\\]+)\(/g)])
  return new Set(calls.map(([, name]) => name!))
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
