import { defineKey } from '../../code/index.ts'
import { charge, cost, isJsonObject, listKeys, parseIso, printIso } from '../../value/index.ts'
import { formatMillis } from './formatMillis.ts'
import type { PureFunction } from './pureFunction.ts'

export const formatTimes: PureFunction = {
  name: 'formatTimes',
  summary:
    'Formats every ISO 8601 time in a value with a picture, in UTC, at any depth of objects and lists. A date without a time stays.',
  signature: '<x-s:x>',
  examples: [
    {
      expression: "$formatTimes(traits, '[Y0001]-[M01]-[D01] [H01]:[m01]:[s01] +00:00')",
      input: { traits: { born: '1990-01-01', visits: ['2024-05-01T14:34:56.789+02:00'], plan: 'pro' } },
      result: { born: '1990-01-01', visits: ['2024-05-01 12:34:56 +00:00'], plan: 'pro' },
      note: 'the same pictures as in `$fromMillis`',
    },
    { expression: "$formatTimes('2024-05-01T12:34:56Z', '[D1] [MNn] [Y]')", result: '1 May 2024' },
    { expression: "$formatTimes('soon', '[Y]')", result: 'soon' },
    { expression: "$formatTimes(traits, '[Y]')", input: {}, note: 'absent stays absent' },
  ],
  implementation: $formatTimes,
}

export function $formatTimes(value: unknown, picture?: string): unknown {
  return picture === undefined ? value : format(value, picture)
}

function format(value: unknown, picture: string): unknown {
  if (typeof value === 'string') return formatText(value, picture)
  if (value instanceof Date) return formatText(value.toJSON() ?? '', picture)
  if (Array.isArray(value)) {
    charge(value.length * (cost.item + cost.kept))
    return value.map(item => format(item, picture))
  }
  if (!isJsonObject(value)) return value
  const formatted: Record<string, unknown> = {}
  for (const key of listKeys(value, cost.member)) defineKey(formatted, key, format(value[key], picture))
  return formatted
}

/** Length of a date without a time. */
const dateLength = 10

function formatText(text: string, picture: string): string {
  const moment = text.length > dateLength ? parseIso(text) : undefined
  const iso = moment && printIso(moment)
  if (iso === undefined) return text
  charge(cost.time + picture.length * cost.urlCharacter)
  return picture.replace(component, written => {
    const place = places.get(written)
    return place ? iso.slice(...place) : formatMillis(Date.parse(iso), written)!
  })
}

/** One component of a picture. Components are formatted independently of each other. */
const component = /\[\[|\]\]|\[[^[\]]*\]/g

/** Places of the common components in `2024-05-01T12:34:56.789Z`, because `$fromMillis` parses pictures slowly. */
const places = new Map<string, readonly [start: number, end: number]>([
  ['[Y0001]', [0, 4]],
  ['[M01]', [5, 7]],
  ['[D01]', [8, 10]],
  ['[H01]', [11, 13]],
  ['[m01]', [14, 16]],
  ['[s01]', [17, 19]],
  ['[f001]', [20, 23]],
])
