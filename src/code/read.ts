import type { Path } from '../value/index.ts'
import type { Block } from './block.ts'
import { type JsCode, js } from './js.ts'

/**
 * Reads a path of own properties from `root`, through objects and arrays only; anything else on the way makes
 * it `undefined`. Never sees a prototype.
 */
export function read(block: Block, root: JsCode, path: Path): JsCode {
  let value = root
  let name = `${root}`
  const hasOwn = block.unit.link('hasOwn', Object.hasOwn)
  for (const segment of path) {
    name += `[${JSON.stringify(segment)}]`
    const container = value
    value = block.once(name, () =>
      block.const(
        js`typeof ${container} === "object" && ${container} !== null && ${hasOwn}(${container}, ${segment}) ? ${container}[${segment}] : undefined`,
      ),
    )
  }
  return value
}
