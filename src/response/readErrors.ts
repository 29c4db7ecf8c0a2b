import { charge, cost } from '../value/index.ts'
import type { ReadAnswer } from './answer.ts'
import { decideByStatus } from './defaults.ts'
import { decideWhen, type Exchange, evaluate, isStatusIn, unreadable, waitOf } from './exchange.ts'
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
  let unclear: Settled | undefined
  for (const reader of readers) {
    if (!isReadAt(reader.status, exchange.answer)) continue
    const entries = listEntries(reader, exchange)
    if (entries.length === 0) continue
    others = others === 'retry' ? 'retry' : reader.others
    const byKey = reader.key && reader.item && indexItems(reader, exchange)
    for (const entry of entries) {
      const places = findPlaces(reader, entry, byKey, exchange)
      const found = places.filter(place => place >= 0 && place < request.items.length)
      if (found.length > 0) reader.taken?.()
      if (found.length === 0 || found.length < places.length) unclear ??= settleUnclear(reader, entry, exchange)
      for (const place of found) {
        const known = named.get(place)
        if (known === undefined || known.outcome === 'delivered') named.set(place, settle(reader, entry, exchange))
      }
    }
  }
  if (others === undefined) return undefined
  const rest: Settled =
    unclear ??
    (others === 'retry'
      ? { outcome: 'retry', message: 'the vendor refused the request because of other items' }
      : { outcome: 'delivered' })
  const count = Math.max(input.items.length, request.items.length)
  charge(count * cost.object)
  return Array.from({ length: count }, (_, place) => named.get(place) ?? rest)
}

/** True if errors are read at a status. Without their own `status`, they do not decide about a request that fails as a whole. */
export function isReadAt(status: ErrorsReader['status'], answer: ReadAnswer): boolean {
  if (status !== undefined) return isStatusIn(status, answer)
  const decision = decideByStatus(answer)
  return decision !== 'retry' && decision !== 'unauthorized'
}

/**
 * Lists the entries that count. Nothing is overlooked: a value that is no list is one entry, an entry whose `when` cannot
 * decide counts, and a list that fails, or has no entry for some items, has an entry that names none.
 */
function listEntries({ list, when, index, key }: ErrorsReader, { input, account, request }: Exchange): ResponseInput[] {
  const value = evaluate(list, input, account, unreadable)
  if (value === undefined || value === null) return []
  if (value === unreadable) return [input]
  const { length } = request.items
  charge((Array.isArray(value) ? value.length : 1) * cost.entry)
  const all = Array.isArray(value)
    ? value.map((error, position) => entryInput(input, error, position))
    : [{ ...input, error: value, ...(length === 1 && { position: 0 }) }]
  const counted = when === undefined ? all : all.filter(entry => decideWhen(when, entry, account) !== false)
  const isShort = !index && !key && all.length > 0 && all.length < length
  return isShort ? [...counted, input] : counted
}

/** Makes the input of an entry. A spread, which calls getters, would cost ten times as much. */
function entryInput(
  { settings, constants, response, request, items }: ResponseInput,
  error: unknown,
  position: number,
): ResponseInput {
  return { settings, constants, response, request, items, error, position }
}

/** Finds the places that an entry names, some of which may not exist. */
function findPlaces(
  { index, key }: ErrorsReader,
  entry: ResponseInput,
  byKey: ReadonlyMap<unknown, readonly number[]> | undefined,
  { account }: Exchange,
): readonly number[] {
  // Values of a key may be alternatives, as an address and an ID, so that one may name nothing.
  if (byKey) return toList(evaluate(key, entry, account)).flatMap(value => paid(byKey.get(value) ?? []))
  return toList(index ? evaluate(index, entry, account) : entry.position).map(toPlace)
}

/** Place that an index names, or -1. Some vendors write the number as a string. */
function toPlace(index: unknown): number {
  const place = typeof index === 'string' && /^\d{1,9}$/.test(index) ? Number(index) : index
  return Number.isInteger(place) ? (place as number) : -1
}

/** Indexes the items by the values that name them. */
function indexItems(
  { item }: ErrorsReader,
  { input, account, request }: Exchange,
): ReadonlyMap<unknown, readonly number[]> {
  const { length } = request.items
  // In a body with other lists, places are not those of `request.items`. An item alone is at 0 all the same.
  const isAligned = input.items.length === length
  if (!isAligned && length > 1) return new Map()
  const places = new Map<unknown, number[]>()
  charge(input.items.length * cost.entry)
  input.items.forEach((one, i) => {
    const place = isAligned ? i : 0
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

/** Settles the items of which nothing is known. Only an entry that is to be sent again keeps an action alone. */
function settleUnclear(reader: ErrorsReader, entry: ResponseInput, exchange: Exchange): Settled {
  const message = describeEntry(reader, entry, exchange)
  if (exchange.request.actions.length > 1) return { outcome: 'retry', split: true, message }
  return reader.outcome === 'retry' ? settle(reader, entry, exchange) : { outcome: 'rejected', message }
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
  return [Array.isArray(value) ? paid(value) : value].flat().filter(one => one !== undefined && one !== null)
}

/** Pays for the values that name items: each one settles an item. */
function paid<T>(list: readonly T[]): readonly T[] {
  charge(list.length * cost.object)
  return list
}
