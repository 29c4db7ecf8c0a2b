import { isObject } from '../value/index.ts'
import type { EventText } from './project.ts'

/** Reads pasted events: JSON, a list or batch of them, or NDJSON. Any other text becomes one event, to be mended. */
export function readEvents(text: string): EventText[] {
  if (text.trim() === '') return []
  const whole = parse(text)
  if (whole.isJson) return split(whole.value).flatMap(toEvent)
  const lines = text.split('\n').filter(line => line.trim() !== '')
  const parsed = lines.map(parse)
  if (parsed.every(({ isJson }) => !isJson)) return [{ text }]
  return parsed.flatMap(({ isJson, value }, i) => (isJson ? split(value).flatMap(toEvent) : [{ text: lines[i]! }]))
}

/** Takes a list and the body of a batch apart. */
function split(value: unknown): unknown[] {
  if (Array.isArray(value)) return value
  if (isObject(value) && Array.isArray(value.batch) && value.type === undefined) {
    const { batch, ...shared } = value
    return batch.map(call => (isObject(call) ? { ...shared, ...call } : call))
  }
  return [value]
}

/** Lays a call out. One that is nested too deep for that is left out. */
function toEvent(value: unknown): EventText[] {
  try {
    return [{ text: `${JSON.stringify(value, null, 2)}\n` }]
  } catch {
    return []
  }
}

// Trimmed, since a byte order mark is no JSON.
function parse(text: string): { isJson: boolean; value?: unknown } {
  try {
    return { isJson: true, value: JSON.parse(text.trim()) }
  } catch {
    return { isJson: false }
  }
}
