import { isJsonObject as isObjectOfJson, type Path } from '../value/index.ts'
import type { Block } from './block.ts'
import { declaredOnUse, type JsCode, join, js } from './js.ts'
import { hasOwnKey, plain } from './natives.ts'
import { ownValue } from './object.ts'

/** Emits a read of a path of own properties through objects and arrays. Any other value on the way gives `undefined`. */
export function read(block: Block, root: JsCode, path: Path): JsCode {
  let value = root
  for (const key of path) {
    const container = value
    value = block.once(memberName(container, key), () => {
      const slow = js`${block.unit.import({ ownValue })}(${container}, ${key})`
      const member = block.knowsObject(container) ? js`${container}[${key}]` : js`${container}?.[${key}]`
      return block.const(js`${mayInherit(block, container, key)} ? ${slow} : ${member}`)
    })
  }
  return value
}

/** Emits the test that a property which exists is the object's own. */
export function isOwn(block: Block, container: JsCode, key: string): JsCode {
  return js`(!(${mayInherit(block, container, key)}) || ${hasOwn(block, container, js`${key}`)})`
}

/**
 * Emits the test that a member may not be the object's own.
 *
 * A plain object owns its members, unless `Object.prototype` has one of that name. Engines optimize this test away, while
 * `hasOwn` is a call; it decides where `__proto__` is a key of the object, or is removed as in Deno.
 */
function mayInherit(block: Block, container: JsCode, key: string): JsCode {
  const prototype = block.unit.import({ plain })
  const isOther = block.once(`${container.key}.__proto__`, () => {
    const comparison = js`${container}["__proto__"] !== ${prototype}`
    return block.const(block.knowsObject(container) ? comparison : js`${container} != null && ${comparison}`)
  })
  return js`${isOther} || ${key} in ${prototype}`
}

/** Emits the test for an own property. */
export function hasOwn(block: Block, object: JsCode, key: JsCode): JsCode {
  return js`${block.unit.import({ hasOwnKey })}.call(${object}, ${key})`
}

/** Emits the test for a JSON object. Plain objects, the most frequent, are recognized without a call. */
export function isJsonObject(block: Block, name: JsCode): JsCode {
  const isPlain = js`${name}["__proto__"] === ${block.unit.import({ plain })}`
  return js`${isObject(name)} && (${isPlain} || ${block.unit.import({ isJsonObject: isObjectOfJson })}(${name}))`
}

function isObject(name: JsCode): JsCode {
  return js`typeof ${name} === "object" && ${name} !== null`
}

/**
 * Declares an object with known members; reading a member gives its code. The object itself is written only if it is used
 * as a whole.
 */
export function declareObject(block: Block, members: Readonly<Record<string, JsCode>>): JsCode {
  const names = Object.keys(members)
  const name = block.unit.variable()
  const object = declaredOnUse(name, () => {
    const entries = names.map(name => js`${name}: ${members[name]}`)
    block.add(js`const ${name} = { ${join(entries, ', ')} };`)
  })
  block.assumeObject(
    object,
    names.filter(name => block.knowsObject(members[name]!)),
  )
  for (const name of names) block.once(memberName(object, name), () => members[name]!)
  return object
}

function memberName(container: JsCode, key: string): string {
  return `${container.key}[${JSON.stringify(key)}]`
}
