import { CompileError, DiagnosticBag } from '../diagnostics/index.ts'
import { type Json, type JsonObject, type Path, withValue } from '../value/index.ts'
import { compileTrigger } from './compile.ts'
import type { Literal } from './literal.ts'
import { parseTrigger } from './parse.ts'
import { printOperand, printTrigger } from './print.ts'
import type { Clause, Operand, Trigger } from './trigger.ts'

/** A path of an event, and values that it may have; `undefined` is absent. */
export interface PathAssignment {
  readonly path: Path
  readonly values: readonly (Json | undefined)[]
}

/**
 * Ways to make a trigger true, for samples and tests: in each, every path has one of its values. There are more dnf
 * than these; where there is none, no event is known that makes the trigger true.
 *
 * @throws CompileError with every mistake of the trigger
 * @example waysToSatisfy('type = "track" and event in ["A", "B"]')
 * // [[{ path: ['type'], values: ['track'] }, { path: ['event'], values: ['A', 'B'] }]]
 */
export function waysToSatisfy(text: string): readonly (readonly PathAssignment[])[] {
  const problems = new DiagnosticBag()
  const trigger = parseTrigger(text, problems, '')
  if (trigger === undefined) throw new CompileError(problems.errors)
  return listSolutions(trigger)
}

/** An event that makes a trigger true, with nothing in it that the trigger does not ask for; if one is known. */
export function exampleEvent(trigger: Trigger): JsonObject | undefined {
  const holds = compileTrigger(printTrigger(trigger))
  return listSolutions(trigger)
    .map(way => eventOf(way))
    .find(event => holds(event))
}

function listSolutions(trigger: Trigger): (readonly PathAssignment[])[] {
  return dnf(trigger, true).flatMap(demands => {
    const wanted = [...byPath(demands).values()].map(wantedBy)
    return wanted.every(({ values }) => values.length > 0) ? [wanted] : []
  })
}

/** The event that has the first of the values of each path. */
function eventOf(way: readonly PathAssignment[]): JsonObject {
  return way.reduce<Json>((event, { path, values }) => withValue(event, path, values[0]) ?? {}, {}) as JsonObject
}

/** A long `and` of many `or`s has more dnf than anybody needs. */
const mostWays = 100

function dnf(trigger: Trigger, outcome: boolean): Literal[][] {
  switch (trigger.kind) {
    case 'not':
      return dnf(trigger.part, !outcome)
    case 'and':
    case 'or': {
      const parts = trigger.parts.map(part => dnf(part, outcome))
      // A negated `or` is an `and` of negations, and the other way round.
      const isChoice = (trigger.kind === 'and') !== outcome
      return isChoice ? parts.flat().slice(0, mostWays) : parts.reduce(allOf, [[]])
    }
    default:
      return [[{ clause: trigger, outcome }]]
  }
}

function allOf(made: Literal[][], part: Literal[][]): Literal[][] {
  return made.flatMap(way => part.map(more => [...way, ...more])).slice(0, mostWays)
}

function byPath(demands: readonly Literal[]): Map<string, Literal[]> {
  const found = new Map<string, Literal[]>()
  for (const demand of demands) {
    const name = printOperand({ kind: 'path', path: pathOf(demand.clause.operand) })
    found.set(name, [...(found.get(name) ?? []), demand])
  }
  return found
}

function pathOf(operand: Operand): Path {
  return operand.kind === 'path' ? operand.path : pathOf(operand.operand)
}

/** The values that matter to any of the demands, as far as they meet all of them. */
function wantedBy(demands: readonly Literal[]): PathAssignment {
  const path = pathOf(demands[0]!.clause.operand)
  const tests = demands.map(({ clause, outcome }) => {
    const holds = compileTrigger(printTrigger(clause))
    return (value: Json | undefined) => holds(withValue({}, path, value) ?? {}) === outcome
  })
  const candidates = [...demands.flatMap(({ clause }) => valuesNear(clause)), ...ordinary]
  return { path, values: [...new Set(candidates)].filter(value => tests.every(test => test(value))) }
}

const ordinary: readonly (Json | undefined)[] = ['a', 'track', 'identify', 1, true, [], {}, null, undefined]

function valuesNear(clause: Clause): (Json | undefined)[] {
  const { operand } = clause
  const named = 'values' in clause ? clause.values : ['value' in clause ? clause.value : clause.text]
  return named.flatMap((value): (Json | undefined)[] => {
    if (clause.kind === 'has') return [[value]]
    if (clause.kind === 'match') return [String(value).replaceAll('*', ''), String(value).replace(/[*?]/g, 'a')]
    if (operand.kind === 'length' && typeof value === 'number') return [value - 1, value, value + 1].flatMap(textOf)
    if (typeof value === 'number') return [value, value + 1, value - 1]
    return typeof value === 'string' ? [value, `${value}a`, `a${value}`] : [value]
  })
}

function textOf(length: number): string[] {
  return length >= 0 && length < 1000 ? ['a'.repeat(length)] : []
}
