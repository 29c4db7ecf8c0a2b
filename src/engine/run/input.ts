import { callTypes } from '../../event/index.ts'
import { suggestion } from '../../text/index.ts'
import { describeKind, isObject, type JsonObject, messageOf, own } from '../../value/index.ts'
import type { Failure } from './action.ts'

export function isEvent(given: unknown): given is JsonObject {
  return isObject(given) && callTypes.some(type => type === given.type)
}

/** Explains why `map` rejects a value as an event. */
export function notAnEvent(given: unknown): Failure {
  return { code: 'CM907', at: '', message: describeEvent(given) }
}

/** Describes an event that throws when it is read, as a getter can. */
export function unreadable(error: unknown): Failure {
  const message = messageOf(error)
  const reason = message === undefined ? '' : `: ${message}`
  return { code: 'CM907', at: '', message: `the event cannot be read${reason}` }
}

function describeEvent(given: unknown): string {
  const types = callTypes.join(', ')
  if (Array.isArray(given)) return 'expected one event, but this is a list: call `map` for each'
  if (!isObject(given)) return `expected an event, but this is ${describe(given)}`
  const type = own(given, 'type')
  if (typeof type !== 'string') return `the \`type\` of the event is ${describe(type)}, expected one of ${types}`
  const meant = suggestion(type.slice(0, 80), callTypes) ?? `expected one of ${types}`
  return `the \`type\` of the event is ${JSON.stringify(type.slice(0, 80))}: ${meant}`
}

/** Explains why `requests` rejects a value as a list of actions. */
export function notAList(given: unknown): Failure {
  const isResult = isObject(given) && Array.isArray(own(given, 'actions'))
  const way = isResult ? ': pass its `actions`' : ''
  return { code: 'CM908', at: '', message: `expected a list of actions, but this is ${describe(given)}${way}` }
}

type Refusal = Pick<Failure, 'code' | 'at' | 'message'>

/** Explains why an entry is not an action of this destination; `undefined` if it is one. */
export function notAnAction(given: unknown, slug: string): Refusal | undefined {
  try {
    return refusalOf(given, slug)
  } catch {
    return { code: 'CM908', at: '', message: 'expected an action, but this is an object that cannot be read' }
  }
}

function refusalOf(given: unknown, slug: string): Refusal | undefined {
  if (!isObject(given)) return { code: 'CM908', at: '', message: `expected an action, but this is ${describe(given)}` }
  const { destination, action, payload } = given
  if (typeof action !== 'string' || !isObject(payload)) {
    const what = typeof action === 'string' ? `a \`payload\` that is ${describe(payload)}` : 'no `action`'
    return { code: 'CM908', at: '', message: `expected an action that \`map\` returned, but this has ${what}` }
  }
  if (destination === slug) return undefined
  const whose = typeof destination === 'string' ? `\`${destination}\`` : 'no destination'
  return { code: 'CM909', at: '', message: `this is an action of ${whose}, not of \`${slug}\`` }
}

function describe(value: unknown): string {
  return value === undefined ? 'absent' : describeKind(value)
}
