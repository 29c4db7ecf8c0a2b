import { type Block, declareObject, type JsCode, js } from '../code/index.ts'
import { inputOf } from '../destination/index.ts'
import { accountRoots } from './accountRoots.ts'

/** Declares the input of templates of a payload: it, the settings and constants, and the tokens for one that reads them. */
export function declareInput(block: Block, templates: { readonly tokens?: unknown } = {}): JsCode {
  const members = inputMembers(block, templates)
  const written = 'tokens' in members ? undefined : js`${block.unit.import({ inputOf })}(payload, account)`
  return declareObject(block, members, written)
}

/** Members of the input of templates of a payload. */
export function inputMembers(block: Block, templates: { readonly tokens?: unknown }) {
  const payload = js`payload`
  block.assumeObject(payload)
  return { payload, ...accountRoots(block, templates) }
}
