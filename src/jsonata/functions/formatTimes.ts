import { defineKey } from '../../code/index.ts'
import { isJsonObject, parseIso, printIso } from '../../value/index.ts'
import type { PureFunction } from './pureFunction.ts'
import { formatMillis } from './time.ts'

export const formatTimes: PureFunction = {
  name: 'formatTimes',
  summary:
    'A value in which every ISO 8601 time, at any depth of objects and lists, is written as a picture says, in UTC; a date without a time stays.',
  signature: '<x-s:x>',
  examples: [
    {
      expression: "$formatTimes(traits, '[Y0001]-[M01]-[D01] [H01]:[m01]:[s01] +00:00')",
      input: { traits: { born: '1990-01-01', visits: ['2024-05-01T14:34:56.789+02:00'], plan: 'pro' } },
      result: { born: '1990-01-01', visits: ['2024-05-01 12:34:56 +00:00'], plan: 'pro' },
      note: 'pictures are those of `$fromMillis`',
    },
    { expression: "$formatTimes('2024-05-01T12:34:56Z', '[D1] [MNn] [Y]')", result: '1 May 2024' },
    { expression: "$formatTimes('soon', '[Y]')", result: 'soon' },
    { expression: "$formatTimes(traits, '[Y]')", input: {}, note: 'what is absent stays absent' },
  ],
  implementation: (value: unknown, picture?: string) => (picture === undefined ? value : format(value, picture)),
}

function format(value: unknown, picture: string): unknown {
  if (typeof value === 'string') return formatText(value, picture)
  if (value instanceof Date) return formatText(value.toJSON() ?? '', picture)
  if (Array.isArray(value)) return value.map(item => format(item, picture))
  if (!isJsonObject(value)) return value
  const formatted: Record<string, unknown> = {}
  for (const key of Object.keys(value)) defineKey(formatted, key, format(value[key], picture))
  return formatted
}

/** As long as the text of a date without a time. */
const dateLength = 10

function formatText(text: string, picture: string): string {
  const moment = text.length > dateLength ? parseIso(text) : undefined
  const iso = moment && printIso(moment)
  if (iso === undefined) return text
  return picture.replace(component, written => {
    const place = places.get(written)
    return place ? iso.slice(...place) : formatMillis(Date.parse(iso), written)
  })
}

/** A part of a picture that stands for something: what the whole says is what its parts say. */
const component = /\[\[|\]\]|\[[^[\]]*\]/g

/** Where in `2024-05-01T12:34:56.789Z` the most common parts are: the language takes long to read a picture. */
const places = new Map<string, readonly [start: number, end: number]>([
  ['[Y0001]', [0, 4]],
  ['[M01]', [5, 7]],
  ['[D01]', [8, 10]],
  ['[H01]', [11, 13]],
  ['[m01]', [14, 16]],
  ['[s01]', [17, 19]],
  ['[f001]', [20, 23]],
])
