import { type CoverageTargets, compile, inspect } from '../engine/index.ts'
import { compileTrigger } from '../trigger/index.ts'
import type { Json, JsonObject } from '../value/index.ts'
import { candidates, type EventChange, findSmallest } from './candidateEvents.ts'
import { publishedTrigger } from './published/trigger.ts'

/** An event that a trigger admits in only one of callmap and the published evaluator. */
export interface TriggerDifference {
  readonly event: JsonObject
  readonly here: boolean
  /** `undefined` if the published evaluator throws. */
  readonly there: boolean | undefined
  /** Behaviour of the published evaluator for constructs in this trigger. */
  readonly notes: readonly string[]
}

type Clauses = CoverageTargets['trigger']['clauses']

/** Maximum number of events to try; up to it, all combinations are tried. */
const mostEvents = 20_000

/**
 * Searches for an event that the published evaluator decides differently: the smallest of the events tried, whose
 * values are the trigger's constants and values near them.
 *
 * @throws CompileError
 */
export function findTriggerDifference(trigger: string): TriggerDifference | undefined {
  const here = compileTrigger(trigger)
  const there = publishedTrigger(trigger)
  const clauses = inspectClauses(trigger)
  const events = candidates([{}], listPlaces(clauses), mostEvents)
  const event = findSmallest(events, event => here(event) !== there(event))
  return event && { event, here: here(event), there: there(event), notes: notesOn(trigger, clauses) }
}

function inspectClauses(trigger: string): Clauses {
  const definition = { slug: 'saved', name: 'Saved', actions: { saved: { fields: {} } } }
  return inspect(compile(definition, { subscriptions: [{ action: 'saved', trigger }] })).subscriptions[0]!.trigger
    .clauses
}

/** Values to try at the paths of a trigger, with its constants first. */
function listPlaces(clauses: Clauses): EventChange[][] {
  const byPath = new Map<string, { path: readonly string[]; values: Set<Json | undefined> }>()
  for (const { path, expected, operator, text } of clauses) {
    const key = path.join('\0')
    const known = byPath.get(key) ?? { path, values: new Set<Json | undefined>() }
    const isCall = /^(?:length|typeof|lowercase|uppercase)\(/.test(text)
    for (const value of [expected].flat() as Json[]) {
      const near = [
        ...listNearby(value, path),
        ...(operator === 'has' ? [[value]] : []),
        ...(isCall ? throughCalls(value) : []),
      ]
      for (const one of near) known.values.add(one)
    }
    byPath.set(key, known)
  }
  return [...byPath.values()].map(({ path, values }) => [...values].map(value => ({ path, value })))
}

/** A value and values near it: absent, null, of another type, longer, greater. */
function listNearby(value: Json, path: readonly string[]): (Json | undefined)[] {
  if (path.length === 1 && path[0] === 'type') return [value, value === 'page' ? 'track' : 'page']
  if (typeof value === 'number') return [value, undefined, value + 1, value - 1, String(value), null]
  if (typeof value === 'string') {
    const bare = value.replace(/^\*|\*$/g, '')
    return [value, undefined, `${bare} x`, `x ${bare}`, bare, 'x', null, 5]
  }
  return [value, undefined, 'x', String(value), null, 0]
}

/** Values for which `length` and other trigger functions return this one. */
function throughCalls(value: Json): Json[] {
  if (typeof value === 'string') return [value.toUpperCase(), value.toLowerCase(), true, [], {}]
  const sizes = typeof value === 'number' && value >= 0 && value < 100 ? [value, value + 1] : []
  return sizes.map(size => Array<Json>(Math.floor(size)).fill('x'))
}

const readThere = ['type', 'event', 'name', 'userId', 'properties', 'traits', 'context']

function notesOn(trigger: string, clauses: Clauses): string[] {
  const outside = trigger.replace(/"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'/g, '""')
  const unknown = [...new Set(clauses.flatMap(({ path }) => (readThere.includes(path[0]!) ? [] : path[0]!)))]
  const notes: [boolean, string][] = [
    [/\band\b/i.test(outside) && /\bor\b/i.test(outside), 'the last `and` or `or` of a list decides all of it'],
    [/!\s*\(|\bnot\b/i.test(outside), '`!` and `not` before anything but `contains` and `match` are ignored'],
    [/\(.*[({]/s.test(outside), 'a group ends at its first `)`'],
    [/\b(?:AND|OR|And|Or)\b/.test(outside), 'connectives must be lower case; others are ignored'],
    [unknown.length > 0, `unknown words are ignored: ${unknown.map(name => `\`${name}\``).join(', ')}`],
    [/'/.test(trigger) && /""/.test(outside), 'single quotes are part of the string'],
    [/\bin\b/.test(outside), '`in` is never true'],
    [
      clauses.some(({ operator, expected }) => operator === '!=' && typeof expected === 'number'),
      'a value that is not a number is never `!=` a number',
    ],
    [/!\s*(?:contains|match)/.test(outside), '`!contains` and `!match` are false unless the value is a string'],
  ]
  return notes.flatMap(([applies, note]) => (applies ? [note] : []))
}
