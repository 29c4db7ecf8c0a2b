import fc from 'fast-check'
import jsonata from 'jsonata'
import { describe, expect, it } from 'vitest'
import { compileJsonata } from '../../src/jsonata/index.ts'
import { expression, input } from '../jsonataExpressions.ts'
import { runs } from '../seed.ts'
import { failed, outcome } from './outcome.ts'

/**
 * True if the package evaluates parts of the expression concurrently, as it does with the members of arrays and
 * objects. Then the first of two errors is random.
 */
function races(text: string): boolean {
  try {
    return hasMembers(jsonata(text).ast())
  } catch {
    return false
  }
}

function hasMembers(node: unknown): boolean {
  if (typeof node !== 'object' || node === null) return false
  const { expressions, lhs, type } = node as { expressions?: unknown; lhs?: unknown; type?: string }
  const members = type === 'block' ? lhs : (expressions ?? lhs)
  return (Array.isArray(members) && members.length > 1) || Object.values(node).some(hasMembers)
}

function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) for (const part of Object.values(Object.freeze(value))) freeze(part)
  return value
}

describe('random expressions', () => {
  it('have the results of the package', { timeout: 150_000 }, async () => {
    let compared = 0
    const property = fc.asyncProperty(expression, input, async (text, data) => {
      const own = structuredClone(data)
      const wanted = await outcome(() => jsonata(text).evaluate(own))
      // The package writes to its input, or trips: there is nothing to compare with.
      if (JSON.stringify(own) !== JSON.stringify(data)) return
      if (text.includes('~> |') && JSON.stringify(data).includes('[]')) return
      if (failed(wanted) && wanted.code === undefined) return
      const given = await outcome(() => compileJsonata(text)(freeze(structuredClone(data))))
      if (!(failed(wanted) && failed(given) && races(text))) expect(given, text).toEqual(wanted)
      compared++
    })
    await fc.assert(property, { numRuns: runs(2_050), endOnFailure: false })
    expect(compared).toBeGreaterThan(0.85 * runs(2_050))
  })
})
