import { compile, compileTrigger, type Json, type Outline } from '../../index.ts'
import { publishedTrigger } from './publishedTrigger.ts'

/** An event that a trigger admits here and not there, or there and not here. */
export interface TriggerDifference {
  readonly event: { readonly [key: string]: Json }
  readonly here: boolean
  /** `undefined`: the published evaluator throws. */
  readonly there: boolean | undefined
  /** What the published evaluator does with signs that this trigger has. */
  readonly notes: readonly string[]
}

type Clauses = Outline['trigger']['clauses']

/** Events that are tried: all combinations, as long as they are no more than this. */
const mostEvents = 20_000

/**
 * Searches for an event of which the published evaluator decides otherwise. It is the smallest of those tried, which are
 * made of the values that the trigger compares with, and of values near them. Throws a `CompileError`.
 */
export function findDifference(trigger: string): TriggerDifference | undefined {
  const here = compileTrigger(trigger)
  const there = publishedTrigger(trigger)
  const clauses = clausesOf(trigger)
  let [smallest, length]: [Record<string, Json> | undefined, number] = [undefined, Number.POSITIVE_INFINITY]
  for (const event of candidates(clauses)) {
    const size = JSON.stringify(event).length
    if (size < length && here(event) !== there(event)) [smallest, length] = [event, size]
  }
  return smallest && { event: smallest, here: here(smallest), there: there(smallest), notes: notesOn(trigger, clauses) }
}

function clausesOf(trigger: string): Clauses {
  const definition = { slug: 'saved', name: 'Saved', actions: { saved: { fields: {} } } }
  return compile(definition, { subscriptions: [{ action: 'saved', trigger }] }).subscriptions[0]!.trigger.clauses
}

/** Events with every choice of values for the paths of a trigger. */
function* candidates(clauses: Clauses): Generator<{ [key: string]: Json }> {
  const byPath = new Map<string, { path: readonly string[]; values: Set<Json | undefined> }>()
  for (const { path, expected, operator, text } of clauses) {
    const key = path.join('\0')
    const known = byPath.get(key) ?? { path, values: new Set<Json | undefined>() }
    const isCall = /^(?:length|typeof|lowercase|uppercase)\(/.test(text)
    for (const value of [expected].flat() as Json[]) {
      const near = [
        ...nearby(value, path),
        ...(operator === 'has' ? [[value]] : []),
        ...(isCall ? throughCalls(value) : []),
      ]
      for (const one of near) known.values.add(one)
    }
    byPath.set(key, known)
  }
  const choices = [...byPath.values()].map(({ path, values }) => ({ path, values: [...values] }))
  let made = 0
  const indices = choices.map(() => 0)
  while (made++ < mostEvents) {
    yield eventOf(choices.map(({ path, values }, i) => [path, values[indices[i]!]]))
    let digit = 0
    while (digit < indices.length && ++indices[digit]! >= choices[digit]!.values.length) indices[digit++] = 0
    if (digit === indices.length) return
  }
}

/** A value, and those that are nearly it: absent, null, of another type, longer, greater. */
function nearby(value: Json, path: readonly string[]): (Json | undefined)[] {
  if (path.length === 1 && path[0] === 'type') return [value, value === 'page' ? 'track' : 'page']
  if (typeof value === 'number') return [value, undefined, value + 1, value - 1, String(value), null]
  if (typeof value === 'string') {
    const bare = value.replace(/^\*|\*$/g, '')
    return [value, undefined, `${bare} x`, `x ${bare}`, bare, 'x', null, 5]
  }
  return [value, undefined, 'x', String(value), null, 0]
}

/** Values for which `length` and the other functions of triggers give this one. */
function throughCalls(value: Json): Json[] {
  if (typeof value === 'string') return [value.toUpperCase(), value.toLowerCase(), true, [], {}]
  const sizes = typeof value === 'number' && value >= 0 && value < 100 ? [value, value + 1] : []
  return sizes.map(size => Array<Json>(Math.floor(size)).fill('x'))
}

function eventOf(values: readonly (readonly [readonly string[], Json | undefined])[]): { [key: string]: Json } {
  const event: { [key: string]: Json } = {}
  for (const [path, value] of values) {
    if (value === undefined) continue
    let at: { [key: string]: Json } = event
    for (const key of path.slice(0, -1)) {
      const inner = Object.hasOwn(at, key) ? at[key] : undefined
      const next = typeof inner === 'object' && inner !== null && !Array.isArray(inner) ? { ...inner } : {}
      Object.defineProperty(at, key, { value: next, enumerable: true, writable: true, configurable: true })
      at = next as { [key: string]: Json }
    }
    Object.defineProperty(at, path.at(-1)!, { value, enumerable: true, writable: true, configurable: true })
  }
  return event
}

const readThere = ['type', 'event', 'name', 'userId', 'properties', 'traits', 'context']

function notesOn(trigger: string, clauses: Clauses): string[] {
  const outside = trigger.replace(/"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'/g, '""')
  const unknown = [...new Set(clauses.flatMap(({ path }) => (readThere.includes(path[0]!) ? [] : path[0]!)))]
  const notes: [boolean, string][] = [
    [/\band\b/i.test(outside) && /\bor\b/i.test(outside), 'the last `and` or `or` of a list decides all of it'],
    [/!\s*\(|\bnot\b/i.test(outside), '`!` and `not` before anything but `contains` and `match` are passed over'],
    [/\(.*[({]/s.test(outside), 'a group ends at its first `)`'],
    [/\b(?:AND|OR|And|Or)\b/.test(outside), 'connectives are lower-case words; others are passed over'],
    [unknown.length > 0, `what it does not know is passed over: ${unknown.map(name => `\`${name}\``).join(', ')}`],
    [/'/.test(trigger) && /""/.test(outside), 'single quotes are part of the text'],
    [/\bin\b/.test(outside), '`in` is never true'],
    [
      clauses.some(({ operator, expected }) => operator === '!=' && typeof expected === 'number'),
      'what is no number is never `!=` a number',
    ],
    [/!\s*(?:contains|match)/.test(outside), '`!contains` and `!match` are false for what is not text'],
  ]
  return notes.flatMap(([applies, note]) => (applies ? [note] : []))
}
