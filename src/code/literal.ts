/**
 * Prints a JSON value or `undefined` as JavaScript source. Keys are quoted, and `__proto__` is a computed key, because the
 * plain key would set the prototype.
 */
export function literal(value: unknown): string {
  switch (typeof value) {
    case 'undefined':
      return 'undefined'
    case 'string':
      return quote(value)
    case 'boolean':
      return String(value)
    case 'number':
      return number(value)
    case 'object':
      if (value === null) return 'null'
      if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`
      if (isPlain(value)) return object(value as Record<string, unknown>)
      break
  }
  throw new TypeError(`not a JSON value: ${Object.prototype.toString.call(value)}`)
}

/** Quotes a key of an object literal. */
function key(name: string): string {
  return name === '__proto__' ? '["__proto__"]' : quote(name)
}

function object(value: Record<string, unknown>): string {
  const members = Object.keys(value).map(name => `${key(name)}: ${literal(value[name])}`)
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`
}

function number(value: number): string {
  if (!Number.isFinite(value)) throw new TypeError(`not a JSON number: ${value}`)
  return value < 0 || Object.is(value, -0) ? `(${Object.is(value, -0) ? '-0' : value})` : String(value)
}

/** Escapes line separators as well, and everything that would end or hide the script element around the code. */
function quote(text: string): string {
  return JSON.stringify(text).replace(/[\u2028\u2029]|<(?=\/script|!--)/gi, c => {
    return `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`
  })
}

function isPlain(value: object): boolean {
  const prototype = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}
