import { CompileError, DiagnosticBag } from '../diagnostics/index.ts'
import { chargeCompilation, compileCost, type Json, type JsonObject, type Path, withValue } from '../value/index.ts'
import { compileTrigger } from './compile.ts'
import type { Literal } from './literal.ts'
import { parseTrigger } from './parse.ts'
import { printOperand, printTrigger } from './print.ts'
import type { Clause, Operand, Trigger } from './trigger.ts'

/** Possible values of one path of an event; `undefined` is absent. */
export interface PathAssignment {
  readonly path: Path
  readonly values: readonly (Json | undefined)[]
}

/**
 * Finds assignments that make a trigger true, for samples and tests: in each, every path takes one of its values. The
 * list is not complete; if it is empty, no matching event is known.
 *
 * @throws CompileError with every mistake of the trigger
 * @example waysToSatisfy('type = "track" and event in ["A", "B"]')
 * // [[{ path: ['type'], values: ['track'] }, { path: ['event'], values: ['A', 'B'] }]]
 */
export function waysToSatisfy(text: string): readonly (readonly PathAssignment[])[] {
  const problems = new DiagnosticBag()
  const trigger = parseTrigger(text, problems, '')
  if (trigger === undefined) throw new CompileError(problems.errors)
  return listAssignments(trigger)
}

/** Builds a minimal event that makes a trigger true, if one is known. */
export function exampleEvent(trigger: Trigger): JsonObject | undefined {
  const holds = compileTrigger(printTrigger(trigger))
  return listAssignments(trigger)
    .map(way => buildEvent(way))
    .find(event => holds(event))
}

function listAssignments(trigger: Trigger): (readonly PathAssignment[])[] {
  return dnf(trigger, true).flatMap(literals => {
    const wanted = [...groupByPath(literals).values()].map(assign)
    return wanted.every(({ values }) => values.length > 0) ? [wanted] : []
  })
}

/** Builds the event with the first value of each path. */
function buildEvent(way: readonly PathAssignment[]): JsonObject {
  return way.reduce<Json>((event, { path, values }) => withValue(event, path, values[0]) ?? {}, {}) as JsonObject
}

/** Limit for the conjunctions of a normal form, whose number grows exponentially. */
const mostConjunctions = 100

/** Disjunctive normal form of a trigger or its negation: a list of conjunctions. */
function dnf(trigger: Trigger, outcome: boolean): Literal[][] {
  switch (trigger.kind) {
    case 'not':
      return dnf(trigger.part, !outcome)
    case 'and':
    case 'or': {
      const parts = trigger.parts.map(part => dnf(part, outcome))
      // A negated `or` is an `and` of negations, and vice versa.
      const isChoice = (trigger.kind === 'and') !== outcome
      return isChoice ? parts.flat().slice(0, mostConjunctions) : parts.reduce(conjoin, [[]])
    }
    default:
      return [[{ clause: trigger, outcome }]]
  }
}

function conjoin(made: Literal[][], part: Literal[][]): Literal[][] {
  chargeCompilation(made.length * part.length * compileCost.comparison)
  return made.flatMap(way => part.map(more => [...way, ...more])).slice(0, mostConjunctions)
}

function groupByPath(literals: readonly Literal[]): Map<string, Literal[]> {
  const found = new Map<string, Literal[]>()
  for (const literal of literals) {
    const name = printOperand({ kind: 'path', path: findPath(literal.clause.operand) })
    found.set(name, [...(found.get(name) ?? []), literal])
  }
  return found
}

function findPath(operand: Operand): Path {
  return operand.kind === 'path' ? operand.path : findPath(operand.operand)
}

/** Finds values near those in the literals that satisfy all of them. */
function assign(literals: readonly Literal[]): PathAssignment {
  const path = findPath(literals[0]!.clause.operand)
  const tests = literals.map(({ clause, outcome }) => {
    const holds = compileTrigger(printTrigger(clause))
    return (value: Json | undefined) => holds(withValue({}, path, value) ?? {}) === outcome
  })
  const candidates = [...literals.flatMap(({ clause }) => valuesNear(clause)), ...ordinary]
  return { path, values: [...new Set(candidates)].filter(value => tests.every(test => test(value))) }
}

const ordinary: readonly (Json | undefined)[] = ['a', 'track', 'identify', 1, true, [], {}, null, undefined]

function valuesNear(clause: Clause): (Json | undefined)[] {
  const { operand } = clause
  const named = 'values' in clause ? clause.values : ['value' in clause ? clause.value : clause.text]
  return named.flatMap((value): (Json | undefined)[] => {
    if (clause.kind === 'has') return [[value]]
    if (clause.kind === 'match') return [String(value).replaceAll('*', ''), String(value).replace(/[*?]/g, 'a')]
    if (operand.kind === 'length' && typeof value === 'number')
      return [value - 1, value, value + 1].flatMap(repeatLetter)
    if (typeof value === 'number') return [value, value + 1, value - 1]
    return typeof value === 'string' ? [value, `${value}a`, `a${value}`] : [value]
  })
}

function repeatLetter(length: number): string[] {
  return length >= 0 && length < 1000 ? ['a'.repeat(length)] : []
}
