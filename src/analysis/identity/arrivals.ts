import type { SourceEvent } from '../../event/index.ts'
import { parseIso, printIso } from '../../value/index.ts'

/** When a call arrives at the vendor. */
export interface ArrivedCall {
  /** Number of the call, from 1. */
  readonly call: number
  /** Seconds. */
  readonly at: number
  /** True if the call has a time: `at` counts from 1970. */
  readonly isTimed: boolean
}

/** Lists calls in order of arrival. A call without a time arrives right after the one before it. */
export function arrivals(events: readonly SourceEvent[], gap?: number): ArrivedCall[] {
  const times = events.map(({ receivedAt, timestamp }) => secondsOf(receivedAt) ?? secondsOf(timestamp))
  const first = times.find(time => time !== undefined)
  let before = first ?? 0
  const found = events.map((_, i) => {
    before = gap === undefined ? (times[i] ?? before) : (first ?? 0) + i * gap
    return { call: i + 1, at: before, isTimed: first !== undefined }
  })
  return found.toSorted((a, b) => a.at - b.at)
}

/** Anything but a time is absent, as in events that nobody checked. */
function secondsOf(time: unknown): number | undefined {
  const moment = typeof time === 'string' ? parseIso(time) : undefined
  return moment && moment.seconds + moment.nanos / 1e9
}

/** Lists calls and their times, as a journey has them. */
export function listArrivals(calls: readonly ArrivedCall[]): { order: number[]; times: string[] } {
  return {
    order: calls.map(({ call }) => call),
    times: calls.map(({ at, isTimed }) => (isTimed ? printTime(at) : `+${at} s`)),
  }
}

/** Prints seconds since 1970. */
export function printTime(seconds: number): string {
  return printIso({ seconds: Math.floor(seconds), nanos: 0 }) ?? ''
}
