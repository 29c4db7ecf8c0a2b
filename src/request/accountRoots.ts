import type { Block } from '../code/index.ts'

/** Gives the roots of the account that every template may read, and the tokens for one that reads them. All are objects. */
export function accountRoots(block: Block, { tokens }: { readonly tokens?: unknown } = {}) {
  const { unit } = block
  const roots = { settings: unit.account('settings'), constants: unit.account('constants') }
  const all = { ...roots, ...(tokens !== undefined && { tokens: unit.account('tokens') }) }
  for (const root of Object.values(all)) block.assumeObject(root)
  return all
}
