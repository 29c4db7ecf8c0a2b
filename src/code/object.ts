import type { Block } from './block.ts'
import { type JsCode, join, js } from './js.ts'

/** `object[key] = value;`, where `__proto__` is a key like any other. */
export function setKey(block: Block, object: JsCode, key: string, value: JsCode): JsCode {
  if (key !== '__proto__') return js`${object}[${key}] = ${value};`
  return js`${block.unit.link('defineKey', defineKey)}(${object}, ${key}, ${value});`
}

/**
 * A new object with the properties of others, of which the later count. Engines copy slowly to an object that is a copy
 * itself, so that the first copy goes to an empty one.
 */
export function mergeObjects(objects: readonly JsCode[]): JsCode {
  return js`{ ${join(
    [js`{}`, ...objects].map(object => js`...${object}`),
    ', ',
  )} }`
}

/** Adds the properties of an object, or of none, to a plain one. */
export function addKeys(to: object, from: object | undefined): void {
  for (const key in from) if (Object.hasOwn(from, key)) defineKey(to, key, from[key as keyof object])
}

/** Sets a property of a plain object whatever its name: assignment to `__proto__` would set the prototype. */
export function defineKey(object: object, key: string, value: unknown): void {
  if (key !== '__proto__') (object as Record<string, unknown>)[key] = value
  else Object.defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true })
}
