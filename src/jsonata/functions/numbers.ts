import { charge, cost } from '../../value/index.ts'
import { JsonataError } from '../runtime/error.ts'
import { D3030, D3060, D3061, D3100 } from '../runtime/errorKinds.ts'

/** Functions of the language for numbers. */

type Numbers = readonly number[] | undefined

export function sum(list: Numbers): number | undefined {
  if (list === undefined) return undefined
  charge(list.length * cost.item)
  let total = 0
  for (let index = 0; index < list.length; index++) total += list[index]!
  return total
}

export function count(list: readonly unknown[] | undefined): number {
  return list === undefined ? 0 : list.length
}

export function max(list: Numbers): number | undefined {
  if (!list?.length) return undefined
  charge(list.length * cost.item)
  let most = Number.NEGATIVE_INFINITY
  for (let index = 0; index < list.length; index++) most = Math.max(most, list[index]!)
  return most
}

export function min(list: Numbers): number | undefined {
  if (!list?.length) return undefined
  charge(list.length * cost.item)
  let least = Number.POSITIVE_INFINITY
  for (let index = 0; index < list.length; index++) least = Math.min(least, list[index]!)
  return least
}

export function average(list: Numbers): number | undefined {
  return list?.length ? sum(list)! / list.length : undefined
}

const numeral = /^(-?[0-9]+(\.[0-9]+)?([Ee][-+]?[0-9]+)?|0[xX][0-9A-Fa-f]+|0[oO][0-7]+|0[bB][01]+)$/

export function number(value: string | number | boolean | undefined): number | undefined {
  if (value === undefined || typeof value === 'number') return value
  if (typeof value === 'boolean') return value ? 1 : 0
  charge(value.length * cost.item)
  const converted = numeral.test(value) ? Number(value) : Number.NaN
  if (!Number.isFinite(converted)) throw new JsonataError(D3030, { value, index: 1 })
  return converted
}

export function floor(value: number | undefined): number | undefined {
  return value === undefined ? undefined : Math.floor(value)
}

export function ceil(value: number | undefined): number | undefined {
  return value === undefined ? undefined : Math.ceil(value)
}

export function abs(value: number | undefined): number | undefined {
  return value === undefined ? undefined : Math.abs(value)
}

/** Rounds half to even. */
export function round(value: number | undefined, places?: number): number | undefined {
  if (value === undefined) return undefined
  if (places) charge(cost.number)
  const shifted = places ? shift(value, places) : value
  const up = Math.round(shifted)
  const isOddHalf = Math.abs(up - shifted) === 0.5 && Math.abs(up % 2) === 1
  const rounded = isOddHalf ? up - 1 : up
  return (places ? shift(rounded, -places) : rounded) + 0
}

/** Moves the decimal point in the printed number, because a product with a power of ten is inexact. */
function shift(value: number, places: number): number {
  const text = String(value)
  const at = text.indexOf('e')
  return Number(at === -1 ? `${text}e${places}` : `${text.slice(0, at)}e${Number(text.slice(at + 1)) + places}`)
}

export function sqrt(value: number | undefined): number | undefined {
  if (value === undefined) return undefined
  if (value < 0) throw new JsonataError(D3060, { value, index: 1 })
  return Math.sqrt(value)
}

export function power(base: number | undefined, exponent: number): number | undefined {
  if (base === undefined) return undefined
  const result = base ** exponent
  if (!Number.isFinite(result)) throw new JsonataError(D3061, { value: base, index: 1 })
  return result
}

export function formatBase(value: number | undefined, radix?: number): string | undefined {
  const base = round(radix) ?? 10
  if (value === undefined) return undefined
  if (base < 2 || base > 36) throw new JsonataError(D3100, { value: base })
  charge(cost.picture)
  return round(value)!.toString(base)
}
