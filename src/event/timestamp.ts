import { type JsonObject, own, parseIso, printIso } from '../value/index.ts'

/** A time as ISO 8601 in UTC, or `undefined` when it is none. What has no zone is UTC. */
export function utc(text: string): string | undefined {
  const moment = parseIso(text)
  return moment && printIso(moment)
}

/**
 * When a call happened that does not say so. The device's clock may be wrong, but by how long the call waited
 * on the device (`sentAt - originalTimestamp`) is right: that is taken from when it was received. Where one of
 * the three is missing, it is the first that is there.
 */
export function happenedAt(call: JsonObject): string | undefined {
  const times = ['receivedAt', 'sentAt', 'originalTimestamp'].map(key => own(call, key)).filter(isText)
  const [received, sent, original] = times.map(parseIso)
  const corrected =
    received &&
    sent &&
    original &&
    printIso({
      seconds: received.seconds - sent.seconds + original.seconds,
      nanos: received.nanos - sent.nanos + original.nanos,
    })
  return corrected ?? times[0]
}

function isText(value: unknown): value is string {
  return typeof value === 'string'
}
