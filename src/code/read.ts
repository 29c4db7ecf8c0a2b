import { isJsonObject as isObjectOfJson, type Path } from '../value/index.ts'
import type { Block } from './block.ts'
import { type JsCode, join, js } from './js.ts'

/**
 * Reads a path of own properties from `root`, through objects and arrays only; anything else on the way makes it
 * `undefined`. Never sees a prototype. What is absent is found out first, without asking whose property it is.
 */
export function read(block: Block, root: JsCode, path: Path): JsCode {
  let value = root
  for (const key of path) {
    const container = value
    value = block.once(memberName(container, key), () => {
      const isThere = js`${container}[${key}] !== undefined && ${isOwn(block, container, key)}`
      const condition = block.knowsObject(container) ? isThere : js`${isObject(container)} && ${isThere}`
      return block.const(js`${condition} ? ${container}[${key}] : undefined`)
    })
  }
  return value
}

/**
 * Whether a property of a named object that is there is its own.
 *
 * Of an ordinary object it is, if `Object.prototype` has none of that name. Engines make nothing of these questions,
 * where `hasOwn` is a call; `__proto__` may be a key of the object, or gone as in Deno: then `hasOwn` decides.
 */
export function isOwn(block: Block, container: JsCode, key: string): JsCode {
  const plain = block.unit.link('plain', Object.prototype)
  const isPlain = block.once(`${container}.__proto__`, () => {
    const comparison = js`${container}["__proto__"] === ${plain}`
    return block.const(block.knowsObject(container) ? comparison : js`${isObject(container)} && ${comparison}`)
  })
  return js`(${isPlain} && !(${key} in ${plain}) || ${hasOwn(block, container, js`${key}`)})`
}

/** Whether an object has a property of its own. Engines make less of `Object.hasOwn`, which comes to the same. */
export function hasOwn(block: Block, object: JsCode, key: JsCode): JsCode {
  return js`${block.unit.link('hasOwn', Object.prototype.hasOwnProperty)}.call(${object}, ${key})`
}

/** Whether a named value is an object as JSON has them. What most of them are is asked for without a call. */
export function isJsonObject(block: Block, name: JsCode): JsCode {
  const isPlain = js`${name}["__proto__"] === ${block.unit.link('plain', Object.prototype)}`
  return js`${isObject(name)} && (${isPlain} || ${block.unit.link('isJsonObject', isObjectOfJson)}(${name}))`
}

function isObject(name: JsCode): JsCode {
  return js`typeof ${name} === "object" && ${name} !== null`
}

/** Declares an object of ours, whose members are known: reading them gives their names. */
export function declareObject(block: Block, members: Readonly<Record<string, JsCode>>): JsCode {
  const names = Object.keys(members)
  const entries = names.map(name => js`${name}: ${members[name]}`)
  const object = block.const(js`{ ${join(entries, ', ')} }`)
  block.assumeObject(object)
  for (const name of names) block.once(memberName(object, name), () => members[name]!)
  return object
}

function memberName(container: JsCode, key: string): string {
  return `${container}[${JSON.stringify(key)}]`
}
