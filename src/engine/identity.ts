import type { IdentityDefinition, Settings } from '../destination/index.ts'
import { isSame, own } from '../value/index.ts'

/** Chooses the rules about profiles that hold for an account. */
export function chooseIdentity(
  identity: IdentityDefinition | readonly IdentityDefinition[] | undefined,
  settings: Settings,
): IdentityDefinition | undefined {
  const sections = identity === undefined ? [] : [identity].flat()
  return sections.find(({ when = {} }) =>
    Object.entries(when).every(([key, value]) => isSame(own(settings, key), value)),
  )
}
