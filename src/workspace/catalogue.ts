import type { Definition } from '../destination/index.ts'
import type { JsonDocument } from '../document/index.ts'
import { suggest } from '../text/index.ts'
import { parseJson } from './readJson.ts'
import type { Catalogue, Workspace } from './workspace.ts'
import { WorkspaceError } from './workspaceError.ts'

/** A bundled destination, as the catalogue shows it. */
export interface CatalogueEntry {
  readonly slug: string
  readonly name: string
  /** Other names that the `integrations` of an event may use. */
  readonly aliases: readonly string[]
  readonly description: string
  /** Keys of settings that every account must have. */
  readonly requiredSettings: readonly string[]
  readonly actions: readonly CatalogueAction[]
}

interface CatalogueAction {
  readonly action: string
  readonly description: string
  /** Triggers of the definition's own subscriptions, by subscription name. */
  readonly triggers: Readonly<Record<string, string>>
}

/**
 * Reads the definition of a bundled destination.
 *
 * @throws WorkspaceError if there is no such destination
 */
export function readBundled(
  { catalogue, memory }: Pick<Workspace, 'catalogue' | 'memory'>,
  slug: string,
): JsonDocument {
  const found = catalogue.read(slug)
  if (found) return memory ? memory.parse(found) : parseJson(found)
  const slugs = catalogue.slugs()
  const near = suggest(slug, slugs)
  const help = near === undefined ? `there are ${slugs.join(', ')}` : `did you mean \`${near}\`?`
  throw new WorkspaceError('usage', { message: `callmap has no destination \`${slug}\``, help })
}

/**
 * Describes the bundled destinations, or some of them.
 *
 * @throws WorkspaceError if there is no such destination
 */
export function listCatalogue(catalogue: Catalogue, slugs = catalogue.slugs()): CatalogueEntry[] {
  return slugs.map(slug => {
    const definition = readBundled({ catalogue }, slug).value as unknown as Definition
    const { name, aliases = [], description = '', settings = {}, actions, subscriptions = [] } = definition
    const required = Object.entries(settings).filter(([, setting]) => setting.required && setting.default === undefined)
    return {
      slug,
      name,
      aliases,
      description,
      requiredSettings: required.map(([key]) => key),
      actions: Object.entries(actions).map(([action, { title = action, description: does = title }]) => {
        const own = subscriptions.filter(subscription => subscription.action === action)
        const triggers = Object.fromEntries(own.map(({ name = action, trigger }) => [name, trigger]))
        return { action, description: does, triggers }
      }),
    }
  })
}
