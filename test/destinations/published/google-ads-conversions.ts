import { createHash } from 'node:crypto'
import type { Difference, PublishedCase } from '../published.ts'
import type { Body, SentRequest } from '../sent.ts'

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

/** Changes each conversion or adjustment; absent ones are not sent. */
function items(change: (item: Body, one: PublishedCase) => Body | undefined): Difference['change'] {
  return (requests, one) => {
    if (requests === 'rejected') return requests
    const changed = requests.map(request => {
      const [list, all] = Object.entries<Body>(request.body)[0]!
      const kept = all.map((item: Body) => change(item, one)).filter((item: Body) => item !== undefined)
      return { ...request, body: { ...request.body, [list]: kept } }
    })
    const sent = changed.filter(({ body }) => Object.values<Body>(body)[0].length > 0)
    return sent.length === 0 && !one.batch ? 'rejected' : sent
  }
}

/** Every text in an event by its digest. */
function digests(value: Body): Record<string, string> {
  if (typeof value === 'object' && value !== null)
    return Object.assign({}, ...Object.values<Body>(value).map(member => digests(member)))
  return { [sha256(String(value))]: String(value) }
}

/** Splits items where one comes again. */
function apart(all: readonly Body[], name: (item: Body) => string): Body[][] {
  const batches: Body[][] = []
  for (const item of all) {
    const last = batches.at(-1)
    if (last && !last.some(other => name(other) === name(item))) last.push(item)
    else batches.push([item])
  }
  return batches
}

const isEnhancement = ({ adjustmentType }: Body) => adjustmentType === 'ENHANCEMENT'

export const differences: readonly Difference[] = [
  {
    letter: 'GC-a',
    change: requests =>
      requests === 'rejected'
        ? requests
        : requests.map(request => ({ ...request, url: request.url.replace('/v21/', '/v25/') })),
  },
  {
    letter: 'GC-b',
    change: items((item, { events }) => {
      const texts = digests(events)
      const clean = (digest: string) => sha256((texts[digest] ?? '').trim().toLowerCase())
      const userIdentifiers = item.userIdentifiers?.map((identifier: Body) => {
        if (!identifier.addressInfo) return identifier
        const entries = Object.entries<Body>(identifier.addressInfo)
        const info = entries.map(([key, value]) => [key, key.startsWith('hashed') ? clean(value) : value])
        return { addressInfo: Object.fromEntries(info) }
      })
      return userIdentifiers ? { ...item, userIdentifiers } : item
    }),
  },
  {
    letter: 'GC-c',
    change: items(item => {
      if (item.adjustmentType === undefined || isEnhancement(item)) return item
      const { userAgent: _, ...rest } = item
      return { ...rest, userIdentifiers: [] }
    }),
  },
  {
    letter: 'GC-d',
    change: items(item => {
      if (item.adjustmentType === undefined) return item
      const { gclidDateTimePair: pair, restatementValue, ...rest } = item
      const sendsPair = pair.gclid !== undefined && (isEnhancement(item) || !item.orderId)
      return {
        ...rest,
        ...(sendsPair && { gclidDateTimePair: pair }),
        ...(item.adjustmentType === 'RESTATEMENT' && { restatementValue }),
      }
    }),
  },
  {
    letter: 'GC-e',
    change: items(item => {
      if (item.adjustmentType === undefined) return item
      if (item.adjustmentType === 'RESTATEMENT' && item.restatementValue.adjustedValue === undefined) return undefined
      if (isEnhancement(item) && (item.userIdentifiers.length === 0 || !item.orderId)) return undefined
      return item
    }),
  },
  {
    letter: 'GC-f',
    change: (requests, { batch }) => {
      if (requests === 'rejected' || !batch) return requests
      return requests.flatMap((request: SentRequest) => {
        const [list, all] = Object.entries<Body>(request.body)[0]!
        const name = (item: Body) => {
          const { conversionAction, adjustmentType, orderId, gclidDateTimePair, userIdentifiers } = item
          const { gclid, gbraid, wbraid, callerId, callStartDateTime, conversionDateTime } = item
          const click = [gclid, gbraid, wbraid, userIdentifiers, callerId, callStartDateTime, conversionDateTime]
          const conversion = adjustmentType ? [orderId, gclidDateTimePair] : orderId ? [orderId] : click
          return JSON.stringify([conversionAction, adjustmentType, conversion])
        }
        return apart(all, name).map(part => ({ ...request, body: { ...request.body, [list]: part } }))
      })
    },
  },
]
