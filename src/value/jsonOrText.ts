import { charge } from './budget.ts'
import * as cost from './cost.ts'
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
  let units = 0
  // Signs inside of strings count too: it takes as long to tell them apart as to parse them.
  for (let i = 0; i < text.length; i++) {
    const sign = text.charCodeAt(i)
    if (sign === bracket || sign === brace) units += cost.object
    else if (sign === colon) units += cost.member
  }
  charge(units)
  return jsonOrText(text)
}

const [bracket, brace, colon] = [0x5b, 0x7b, 0x3a]
