import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { compileJsonata, JsonataError } from '../../src/jsonata/index.ts'

/** Cases of the public JSONata test suite, which are not part of the repository. */
const file = new URL('../../../shared/vectors/jsonata.json', import.meta.url)

interface Case {
  readonly name: string
  readonly expr: string
  readonly data?: unknown
  readonly dataset?: string | null
  readonly bindings?: Record<string, unknown>
  readonly result?: unknown
  readonly undefinedResult?: true
  readonly code?: string
  readonly token?: string
  readonly error?: { readonly code: string; readonly token?: string; readonly message?: string }
  readonly timelimit?: number
  readonly depth?: number
}

interface Suite {
  readonly datasets: Record<string, unknown>
  readonly groups: Record<string, readonly Case[]>
}

/** The suite's own code for a guardrail that stopped an evaluation. */
const stopped: Record<string, string> = { U1001: 'D1011 or D1012' }

/** Outcome of an expression: its result, or the error's code, token and message if the case names them. */
function outcome(run: () => unknown, wanted: Case): unknown {
  try {
    const result = run()
    return result === undefined ? { undefinedResult: true } : { result: JSON.parse(JSON.stringify(result)) }
  } catch (error) {
    if (!(error instanceof JsonataError)) throw error
    const isGuardrail = error.code === 'D1011' || error.code === 'D1012'
    return {
      code: isGuardrail ? stopped.U1001 : error.code,
      ...((wanted.token ?? wanted.error?.token) ? { token: error.token } : {}),
      ...(wanted.error?.message ? { message: error.message } : {}),
    }
  }
}

function wantedOf(wanted: Case): unknown {
  const code = wanted.code ?? wanted.error?.code
  if (code === undefined) return wanted.undefinedResult ? { undefinedResult: true } : { result: wanted.result }
  const token = wanted.token ?? wanted.error?.token
  const message = wanted.error?.message
  return { code: stopped[code] ?? code, ...(token ? { token } : {}), ...(message ? { message } : {}) }
}

function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) for (const part of Object.values(Object.freeze(value))) freeze(part)
  return value
}

// Absent in a checkout of this repository alone.
describe.skipIf(!existsSync(file))('the public test suite of JSONata', () => {
  const suite: Suite = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { datasets: {}, groups: {} }
  freeze(suite)
  for (const [group, cases] of Object.entries(suite.groups)) {
    it(`${group} (${cases.length})`, () => {
      for (const wanted of cases) {
        const { expr, timelimit, depth, bindings = {} } = wanted
        const input = typeof wanted.dataset === 'string' ? suite.datasets[wanted.dataset] : wanted.data
        // A few cases carry a depth that only counts for the suite's own runner.
        const stack = group === 'tail-recursion' ? depth : undefined
        const limits = { ...(timelimit ? { timeout: timelimit } : {}), ...(stack ? { stack } : {}) }
        const run = () => compileJsonata(expr, limits)(input, bindings)
        expect(outcome(run, wanted), `${wanted.name}: ${expr}`).toEqual(wantedOf(wanted))
      }
    })
  }
})
