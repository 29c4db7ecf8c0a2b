import { type Exchange, evaluate, isStatusIn, waitOf } from './exchange.ts'
import { describeAnswer, messageText } from './message.ts'
import type { Settled } from './outcome.ts'
import type { ErrorsReader, ResponseInput } from './reader.ts'

/**
 * Reads entries of an answer that name items: one outcome for each item, or `undefined` if there is no entry. If an entry
 * names no item, nothing is known of the items that no entry names: they are sent again in smaller parts.
 */
export function readErrors(readers: readonly ErrorsReader[], exchange: Exchange): Settled[] | undefined {
  const { input, request } = exchange
  const named = new Map<number, Settled>()
  let others: ErrorsReader['others'] | undefined
  let unclear: string | undefined
  for (const reader of readers) {
    if (!isStatusIn(reader.status, exchange.answer)) continue
    const entries = listEntries(reader, exchange)
    if (entries.length === 0) continue
    others = others === 'retry' ? 'retry' : reader.others
    const byKey = reader.key && reader.item && indexItems(reader, exchange)
    for (const entry of entries) {
      const places = findPlaces(reader, entry, byKey, exchange)
      if (places.length === 0) unclear ??= describeEntry(reader, entry, exchange)
      for (const place of places) {
        const known = named.get(place)
        if (known === undefined || known.outcome === 'delivered') named.set(place, settle(reader, entry, exchange))
      }
    }
  }
  if (others === undefined) return undefined
  const isAlone = request.actions.length === 1
  const rest: Settled =
    unclear !== undefined
      ? isAlone
        ? { outcome: 'rejected', message: unclear }
        : { outcome: 'retry', split: true, message: unclear }
      : others === 'retry'
        ? { outcome: 'retry', message: 'the vendor refused the request because of other items' }
        : { outcome: 'delivered' }
  const count = Math.max(input.items.length, request.items.length)
  return Array.from({ length: count }, (_, place) => named.get(place) ?? rest)
}

/** Lists the entries that count. A value that is no list is one entry, so that it is not overlooked. */
function listEntries({ list, when }: ErrorsReader, { input, account }: Exchange): ResponseInput[] {
  const value = evaluate(list, input, account)
  if (value === undefined || value === null) return []
  const all = (Array.isArray(value) ? value : [value]).map((error, position) => ({ ...input, error, position }))
  return when === undefined ? all : all.filter(entry => evaluate(when, entry, account) === true)
}

/** Finds the items that an entry names. */
function findPlaces(
  { index, key }: ErrorsReader,
  entry: ResponseInput,
  byKey: ReadonlyMap<unknown, readonly number[]> | undefined,
  { account, request }: Exchange,
): readonly number[] {
  if (byKey) return toList(evaluate(key, entry, account)).flatMap(value => byKey.get(value) ?? [])
  const given = index ? evaluate(index, entry, account) : entry.position
  return toList(given).flatMap(value => {
    const place = typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : value
    return Number.isInteger(place) && (place as number) >= 0 && (place as number) < request.items.length
      ? [place as number]
      : []
  })
}

/** Indexes the items by the values that name them. */
function indexItems({ item }: ErrorsReader, { input, account }: Exchange): ReadonlyMap<unknown, readonly number[]> {
  const places = new Map<unknown, number[]>()
  input.items.forEach((one, place) => {
    for (const value of toList(evaluate(item, { ...input, item: one }, account))) {
      const known = places.get(value)
      if (known) known.push(place)
      else places.set(value, [place])
    }
  })
  return places
}

/** Message of an entry, or that of the answer. */
function describeEntry({ message }: ErrorsReader, entry: ResponseInput, { answer, account }: Exchange): string {
  return messageText(evaluate(message, entry, account), account) ?? describeAnswer(answer, account)
}

function settle(reader: ErrorsReader, entry: ResponseInput, exchange: Exchange): Settled {
  const { outcome, at, after } = reader
  const { account } = exchange
  if (outcome === 'delivered') return { outcome }
  const message = describeEntry(reader, entry, exchange)
  if (outcome === 'retry') {
    return { outcome, ...waitOf(after, entry, exchange), message }
  }
  const field = messageText(evaluate(at, entry, account), account)
  return { outcome, ...(field !== undefined && { at: field }), message }
}

function toList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : value === undefined || value === null ? [] : [value]
}
