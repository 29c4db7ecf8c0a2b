import type { Path } from '../value/index.ts'
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
    value = block.once(memberName(container, key), () => block.const(readMember(block, container, key)))
  }
  return value
}

function readMember(block: Block, container: JsCode, key: string): JsCode {
  const isOwn = js`${container}[${key}] !== undefined && ${hasOwn(block, container, js`${key}`)}`
  const isContainer = block.knowsObject(container)
    ? js``
    : js`typeof ${container} === "object" && ${container} !== null && `
  return js`${isContainer}${isOwn} ? ${container}[${key}] : undefined`
}

/** Whether an object has a property of its own. Engines make less of `Object.hasOwn`, which comes to the same. */
export function hasOwn(block: Block, object: JsCode, key: JsCode): JsCode {
  return js`${block.unit.link('hasOwn', Object.prototype.hasOwnProperty)}.call(${object}, ${key})`
}

/** Declares an object of ours, whose members are known: reading them gives their names. */
export function objectOf(block: Block, members: Readonly<Record<string, JsCode>>): JsCode {
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
