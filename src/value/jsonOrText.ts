import { charge } from './budget.ts'
import { cost } from './cost.ts'
import type { Json } from './json.ts'

/** Parses JSON, such as the body of a request. Text that is not JSON, or nested too deep for the parser, stays a string. */
export function jsonOrText(text: string): Json {
  // An error, such as that of an empty body, costs more than most bodies.
  if (!/^\s*[[{"\-\dtfn]/.test(text)) return text
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** Pays for and parses JSON in a run, as `jsonOrText` does. */
export function readJson(text: string): Json {
  charge(text.length * cost.parsedCharacter)
  return jsonOrText(text)
}
