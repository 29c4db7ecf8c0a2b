import type { DiagnosticBag } from '../diagnostics/index.ts'
import { suggestion } from '../text/index.ts'
import {
  chargeCompilation,
  compileCost,
  isObject,
  type Json,
  type JsonObject,
  own,
  type Pointer,
  pointer,
} from '../value/index.ts'

/** Replaces `{ "$param": "x" }` in a test by the row's value of `x`, of any type, and pays for the row. */
export function fillParams(value: Json, row: JsonObject, at: Pointer, problems: DiagnosticBag): Json {
  pay(value)
  if (Array.isArray(value)) return value.map((item, i) => fillParams(item, row, pointer(at, i), problems))
  if (!isObject(value)) return value as Json
  const name = value.$param
  if (name === undefined || Object.keys(value).length > 1) {
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, fillParams(item!, row, pointer(at, key), problems)]),
    )
  }
  const filled = typeof name === 'string' ? own(row, name) : undefined
  if (filled !== undefined) {
    payForAll(filled)
    return filled
  }
  const message = `the rows of this test have no \`${String(name)}\``
  problems.add('CM193', pointer(at, '$param'), message, {}, () => ({
    help: suggestion(String(name), Object.keys(row)),
  }))
  return null
}

/** Pays for a value that is filled in, with its parts: each placeholder repeats them. */
function payForAll(value: Json): void {
  pay(value)
  if (typeof value === 'object' && value !== null) for (const part of Object.values(value)) payForAll(part!)
}

function pay(value: Json): void {
  chargeCompilation(compileCost.filledValue + (typeof value === 'string' ? value.length : 0))
}

/** Fills in the name of a row: `total $in becomes $out`. */
export function fillName(name: string, row: JsonObject): string {
  chargeCompilation(name.length * compileCost.writtenCharacter)
  return name.replace(/\$(\w+)/g, (whole, key: string) => {
    const value = own(row, key)
    if (value === undefined) return whole
    const text = typeof value === 'string' ? value : JSON.stringify(value)
    chargeCompilation(text.length * compileCost.writtenCharacter)
    return text
  })
}
