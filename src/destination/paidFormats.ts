import * as value from '../value/index.ts'

/** Tests of formats that pay for what they read. They are functions, so that bundlers drop those that are not used. */

/** Longest string that a test reads. URIs may be longer, because their tests take linear time. */
const longest = 2000

function pays(text: string, most = longest): boolean {
  if (text.length > most) return false
  value.charge(text.length * value.cost.formatCharacter)
  return true
}

export function isDate(text: string): boolean {
  return pays(text) && value.isDate(text)
}

export function isDateTime(text: string): boolean {
  return pays(text) && value.isDateTime(text)
}

export function isEmail(text: string): boolean {
  return pays(text) && value.isEmail(text)
}

export function isHostname(text: string): boolean {
  return pays(text) && value.isHostname(text)
}

export function isIpv4(text: string): boolean {
  return pays(text) && value.isIpv4(text)
}

export function isIpv6(text: string): boolean {
  return pays(text) && value.isIpv6(text)
}

export function isTime(text: string): boolean {
  return pays(text) && value.isTime(text)
}

export function isUri(text: string): boolean {
  return pays(text, Number.POSITIVE_INFINITY) && value.isUri(text)
}

export function isUriReference(text: string): boolean {
  return pays(text, Number.POSITIVE_INFINITY) && value.isUriReference(text)
}

export function isUuid(text: string): boolean {
  return pays(text) && value.isUuid(text)
}
