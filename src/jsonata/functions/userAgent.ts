import UAParser from 'ua-parser-js'
import { charge, cost } from '../../value/index.ts'
import type { PureFunction } from './pureFunction.ts'

export const userAgent: PureFunction = {
  name: 'userAgent',
  summary: 'Parses a user agent into browser, operating system and device.',
  signature: '<x-:o>',
  examples: [
    {
      expression: '$userAgent(context.userAgent)',
      input: {
        context: {
          userAgent:
            'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/123.0.0.0 Safari/537.36 Edg/123.0.2420.65',
        },
      },
      result: { browser: { name: 'Edge', version: '123.0.2420.65' }, os: { name: 'Windows', version: '10' } },
    },
    {
      expression:
        "$userAgent('Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Mobile/15E148 Safari/604.1')",
      result: {
        browser: { name: 'Mobile Safari', version: '17.4' },
        os: { name: 'iOS', version: '17.4' },
        device: { vendor: 'Apple', model: 'iPhone', type: 'mobile' },
      },
    },
    {
      expression:
        "$userAgent('Mozilla/5.0 (Linux; Android 14; SM-S918B Build/UP1A) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/122.0.6261.64 Mobile Safari/537.36').device",
      result: { vendor: 'Samsung', model: 'SM-S918B', type: 'mobile' },
    },
    { expression: "$userAgent('a1b2')", result: {}, note: 'unknown parts are absent' },
    { expression: '$userAgent(context.userAgent)', input: {} },
  ],
  implementation: $userAgent,
}

export function $userAgent(value: unknown): object | undefined {
  if (typeof value !== 'string') return undefined
  // The same amount whether the result is in the cache or not.
  charge(cost.userAgent)
  return (value.length > longest ? undefined : lately.get(value)) ?? read(value)
}

/** Longer user agents are cut, to bound the work of the regular expressions. */
const longest = 500

/**
 * Cache of parsed user agents. Most events come from few user agents, and parsing one costs more than all other work on
 * an event. Results are frozen, because they are shared.
 */
const lately = new Map<string, object>()
const most = 1_000

function read(text: string): object {
  const parser = new UAParser(text.slice(0, longest))
  const { name, version } = parser.getBrowser()
  const parts = { browser: known({ name, version }), os: known(parser.getOS()), device: known(parser.getDevice()) }
  const result = known(parts) ?? nothing
  // A slice keeps the whole string in memory, so results of cut strings are not cached.
  if (text.length > longest) return result
  if (lately.size >= most) lately.clear()
  lately.set(text, result)
  return result
}

const nothing = Object.freeze({})

/** Members that have a value; `undefined` if none has. */
function known(parts: object): object | undefined {
  const members = Object.entries(parts).filter(([, part]) => part)
  return members.length > 0 ? Object.freeze(Object.fromEntries(members)) : undefined
}
