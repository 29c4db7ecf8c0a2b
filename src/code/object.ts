import type { Block } from './block.ts'
import { type JsCode, join, js } from './js.ts'
import { hasOwnKey } from './natives.ts'

/** Emits `object[key] = value;`, with `__proto__` as an ordinary key. */
export function setKey(block: Block, object: JsCode, key: string, value: JsCode): JsCode {
  if (key !== '__proto__') return js`${object}[${key}] = ${value};`
  return js`${block.unit.import({ defineKey })}(${object}, ${key}, ${value});`
}

/**
 * Emits a shallow merge; later objects win. V8 clones a single object several times faster than it merges two, and it
 * spreads slowly into a clone: a merge starts from `...{}`.
 */
export function mergeObjects(block: Block, [first = js`{}`, ...others]: readonly JsCode[]): JsCode {
  const merged = spread([js`{}`, first, ...others])
  if (others.some(object => block.knowsObject(object))) return merged
  const isAlone = others.map(object => js`${object} === undefined`)
  return isAlone.length === 0 ? spread([first]) : js`${join(isAlone, ' && ')} ? ${spread([first])} : ${merged}`
}

function spread(objects: readonly JsCode[]): JsCode {
  return js`{ ${join(
    objects.map(object => js`...${object}`),
    ', ',
  )} }`
}

/** Adds the properties of an object to a plain object. */
export function addKeys(to: object, from: object | undefined): void {
  for (const key in from) if (Object.hasOwn(from, key)) defineKey(to, key, from[key as keyof object])
}

/** Sets a property of any name on a plain object. An assignment to `__proto__` would set the prototype. */
export function defineKey(object: object, key: string, value: unknown): void {
  if (key !== '__proto__') (object as Record<string, unknown>)[key] = value
  else Object.defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true })
}

/** Reads an own property; `undefined` of anything that is not an object. */
export function ownValue(container: unknown, key: string): unknown {
  if (typeof container !== 'object' || container === null) return undefined
  return hasOwnKey.call(container, key) ? container[key as keyof object] : undefined
}
