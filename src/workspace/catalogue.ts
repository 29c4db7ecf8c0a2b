import type { Definition } from '../destination/index.ts'
import { suggest } from '../text/index.ts'
import { type JsonFile, parseJsonFile } from './readJson.ts'
import type { Catalogue } from './workspace.ts'
import { WorkspaceError } from './workspaceError.ts'

/** A destination that comes with callmap, as the catalogue shows it. */
export interface CatalogueEntry {
  readonly slug: string
  readonly name: string
  /** What else the `integrations` of an event may call it. */
  readonly aliases: readonly string[]
  readonly description: string
  /** Those that an account has to give. */
  readonly requiredSettings: readonly string[]
  readonly actions: readonly CatalogueAction[]
}

interface CatalogueAction {
  readonly action: string
  readonly description: string
  /** The triggers of the definition's own subscriptions to it, by their names. */
  readonly triggers: Readonly<Record<string, string>>
}

/**
 * Reads the definition of a bundled destination.
 *
 * @throws WorkspaceError if there is no such destination
 */
export function readBundled(catalogue: Catalogue, slug: string): JsonFile {
  const found = catalogue.read(slug)
  if (found) return parseJsonFile(found)
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
    const definition = readBundled(catalogue, slug).value as unknown as Definition
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
