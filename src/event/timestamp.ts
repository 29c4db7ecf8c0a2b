import { type JsonObject, type Moment, own, parseIso, parseTime, printIso } from '../value/index.ts'

/** A time as ISO 8601 in UTC, or `undefined` if it cannot be read. A time without a zone is UTC. */
export function utc(value: unknown): string | undefined {
  const moment = parseTime(value)
  return moment && printIso(moment)
}

/**
 * When a call happened. A `timestamp` beside an `originalTimestamp` has been corrected already. Otherwise the one of them
 * that is there is from the device, whose clock may be wrong; how long the call waited on the device
 * (`sentAt - originalTimestamp`) is right, and is taken from `receivedAt`. The device's time is then kept as
 * `originalTimestamp`, so that a call is corrected once.
 */
export function happenedAt(call: JsonObject): { timestamp?: string; originalTimestamp?: string } {
  const [timestamp, original, sentAt, receivedAt] = ['timestamp', 'originalTimestamp', 'sentAt', 'receivedAt'].map(
    key => own(call, key) as string | undefined,
  )
  if (timestamp !== undefined && original !== undefined) return {}
  // A call that names no time happened when it was sent.
  const device = timestamp ?? original ?? sentAt
  if (device === undefined || sentAt === undefined || receivedAt === undefined) {
    const happened = device ?? receivedAt
    return happened === undefined ? {} : { timestamp: happened }
  }
  return { timestamp: correct(device, sentAt, receivedAt) ?? receivedAt, originalTimestamp: device }
}

/** `undefined` if a device's clock is so wrong that four digits cannot hold the year. */
function correct(...times: readonly [device: string, sentAt: string, receivedAt: string]): string | undefined {
  const [device, sent, received] = times.map(time => parseIso(time)!) as [Moment, Moment, Moment]
  return printIso({
    seconds: received.seconds - sent.seconds + device.seconds,
    nanos: received.nanos - sent.nanos + device.nanos,
  })
}
