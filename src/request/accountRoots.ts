import type { Block } from '../code/index.ts'

/** Gives the roots of the account that every template may read. They are always objects. */
export function accountRoots(block: Block) {
  const { unit } = block
  const roots = { settings: unit.account('settings'), constants: unit.account('constants') }
  for (const root of Object.values(roots)) block.assumeObject(root)
  return roots
}
