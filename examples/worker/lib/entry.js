import { normalize } from 'callmap'

const decoder = new TextDecoder()

/**
 * Reads a published event. Without times of its own, it has the time at which the broker got it, so that a repeat is
 * mapped to the same actions.
 */
export function readEntry(data, seq, receivedAt) {
  let raw
  try {
    raw = JSON.parse(decoder.decode(data))
  } catch {
    return {
      seq,
      raw: null,
      mistake: failed('CM108', '', `the message at ${seq} is not JSON`),
      progress: {},
      isSettled: false,
    }
  }
  const { events, diagnostics } = normalize(raw, { receivedAt: raw?.receivedAt ?? receivedAt, index: seq })
  const entry = { seq, raw, event: events[0], progress: {}, isSettled: false }
  if (events.length === 1) return entry
  const { code, at, message } = diagnostics.find(({ severity }) => severity === 'error') ?? {}
  return { ...entry, mistake: failed(code ?? 'CM311', at ?? '', message ?? 'a message has one event') }
}

function failed(code, at, message) {
  return { outcome: 'failed', code, at, message }
}
