import type { Definition } from '../destination/index.ts'
import { bundledFile, bundledSlugs } from '../node/index.ts'
import { readJson } from './readJson.ts'

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

/** The catalogue, or some of it. Throws a `Stop` for a slug that it does not have. */
export function catalogue(slugs: readonly string[] = bundledSlugs()): CatalogueEntry[] {
  return slugs.map(slug => {
    const definition = readJson(bundledFile(slug)).value as unknown as Definition
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
