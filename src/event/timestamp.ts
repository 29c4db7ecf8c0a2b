import { type JsonObject, type Moment, own, parseIso, parseTime, printIso } from '../value/index.ts'

/** Converts a time to ISO 8601 in UTC; `undefined` if it cannot be parsed. A time without a zone is UTC. */
export function utc(value: unknown): string | undefined {
  const moment = parseTime(value)
  return moment && printIso(moment)
}

/**
 * Computes the time of a call. A `timestamp` beside an `originalTimestamp` is already corrected. Otherwise the time is the
 * device's, whose clock may be wrong; the delay on the device (`sentAt - originalTimestamp`) is reliable and is subtracted
 * from `receivedAt`. The device's time stays as `originalTimestamp`, so that a call is corrected only once.
 */
export function happenedAt(call: JsonObject): { timestamp?: string; originalTimestamp?: string } {
  const [timestamp, original, sentAt, receivedAt] = ['timestamp', 'originalTimestamp', 'sentAt', 'receivedAt'].map(
    key => own(call, key) as string | undefined,
  )
  if (timestamp !== undefined && original !== undefined) return {}
  // Without its own time, a call counts as of the time when it was sent.
  const device = timestamp ?? original ?? sentAt
  if (device === undefined || sentAt === undefined || receivedAt === undefined) {
    const happened = device ?? receivedAt
    return happened === undefined ? {} : { timestamp: happened }
  }
  return { timestamp: correct(device, sentAt, receivedAt) ?? receivedAt, originalTimestamp: device }
}

/** Corrects a device's time; `undefined` if the year would not have four digits. */
function correct(...times: readonly [device: string, sentAt: string, receivedAt: string]): string | undefined {
  const [device, sent, received] = times.map(time => parseIso(time)!) as [Moment, Moment, Moment]
  return printIso({
    seconds: received.seconds - sent.seconds + device.seconds,
    nanos: received.nanos - sent.nanos + device.nanos,
  })
}
