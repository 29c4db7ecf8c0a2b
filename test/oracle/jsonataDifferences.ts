/** True for arguments that show a difference of `docs/compatibility.md`, or might. */
export function mayDiffer(name: string, [first, picture, third]: readonly unknown[], context: unknown): boolean {
  if (name === 'number') return typeof first === 'string' && /0[xob]/i.test(first) && Number.isNaN(Number(first))
  if (name === 'fromMillis') {
    return typeof first === 'number' ? isOddMoment(first, picture, third) : isOddMoment(context, first, picture)
  }
  if (name === 'base64decode') return /[^ -~\s]/.test(String(first ?? context))
  if (typeof picture !== 'string') return name.startsWith('substring')
  if (name === 'toMillis')
    return (
      hasUnknownMarker(picture) ||
      /[^ -~]/.test(picture) ||
      isOddDay(String(first), picture) ||
      (/\[[Zz]/.test(picture) && westOfGreenwich.test(String(first)))
    )
  if (name === 'parseInteger')
    return /^[-+ ]*0x/i.test(String(first)) || /[^#,\p{Nd}]/u.test(picture.replace(/;[^;]*$/, ''))
  if (name === 'formatInteger')
    return (picture.match(/[^#\p{Nd}]/gu)?.length ?? 0) > 1 && isShort(Math.floor(Number(first)), picture)
  if (name === 'formatNumber') return isOddNumber(Number(first), picture)
  return false
}

/** Out of the range of dates, with a zone that has minutes west of Greenwich, or with a marker that does not exist. */
function isOddMoment(value: unknown, picture: unknown, zone: unknown): boolean {
  const offset = typeof zone === 'string' ? Number.parseInt(zone, 10) : 0
  const isOutside = !Number.isFinite(new Date(Number(value) + offset * 36_000).getTime())
  return isOutside || (offset < 0 && offset % 100 !== 0) || hasUnknownMarker(picture)
}

const hasUnknownMarker = (picture: unknown) =>
  typeof picture === 'string' && /(?<!\[)\[\s*[^\sYMDdFWwXxHhPmsfZzCE[\]][^\]]/.test(picture)
/** A zone with minutes. */
const westOfGreenwich = /-\d+[:.]\d*[1-9]|-\d{2}\d*[1-9]/
/** A day of the year without its year, with a time, or beyond the year. */
const isOddDay = (text: string, picture: string) =>
  picture.includes('[d') &&
  (!/Y/.test(picture) || /\[[Hhmsf]/.test(picture) || /36[6-9]|3[7-9]\d|[4-9]\d\d|\d{5}/.test(text))
const isShort = (integer: number, picture: string) => String(Math.abs(integer)).length <= picture.length

/** Separators at irregular places, an exponent after a prefix, or a number that becomes infinite. */
function isOddNumber(value: number, picture: string): boolean {
  const [integer = '', fraction = ''] = picture.split('.')
  const isIrregular =
    /,.*,/.test(integer) &&
    !/^[#0]{1,3}(,[#0]{3})*$/.test(integer) &&
    (isShort(Math.trunc(value * 1000), picture) || Math.abs(value) >= 1e21)
  return isIrregular || fraction.includes(',') || /[^#0-9.,;]+[#0-9.,]*e/.test(picture) || Math.abs(value) > 1e305
}
