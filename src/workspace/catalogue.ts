import { admittedTypes } from '../analysis/index.ts'
import { type Definition, type DestinationKind, expandSettings, labelFor } from '../destination/index.ts'
import { DiagnosticBag } from '../diagnostics/index.ts'
import type { JsonDocument, TextFile } from '../document/index.ts'
import { type CallType, callTypes } from '../event/index.ts'
import { suggest } from '../text/index.ts'
import { findDispatch, parseTrigger } from '../trigger/index.ts'
import { parseJson } from './readJson.ts'
import type { Catalogue, Workspace } from './workspace.ts'
import { WorkspaceError } from './workspaceError.ts'

/** A bundled destination, as the catalogue shows it. */
export interface CatalogueEntry {
  readonly slug: string
  readonly name: string
  /** Other names that the `integrations` of an event may use. */
  readonly aliases: readonly string[]
  readonly kind: DestinationKind
  readonly description: string
  /** Keys of settings that every account must have. */
  readonly requiredSettings: readonly string[]
  /** Actions that the definition's own subscriptions choose, by the type of the call. */
  readonly calls: Readonly<Record<CallType, readonly CatalogueCall[]>>
  readonly actions: readonly CatalogueAction[]
}

/** An action that a default subscription chooses. */
interface CatalogueCall {
  readonly action: string
  /** Names of the events that it is for. Absent: any event of the type. */
  readonly events?: readonly string[]
}

export interface CatalogueAction {
  readonly action: string
  readonly title: string
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
  const found = findBundled(catalogue, slug)
  return memory ? memory.parse(found) : parseJson(found)
}

function findBundled(catalogue: Catalogue, slug: string): TextFile {
  const found = catalogue.read(slug)
  if (found) return found
  const near = suggest(slug, catalogue.slugs())
  const help = near === undefined ? '`callmap destinations` lists them' : `did you mean \`${near}\`?`
  throw new WorkspaceError('usage', { message: `callmap has no destination \`${slug}\``, help })
}

/**
 * Describes the bundled destinations, or some of them.
 *
 * @throws WorkspaceError if there is no such destination
 */
export function listCatalogue(catalogue: Catalogue, slugs = catalogue.slugs()): CatalogueEntry[] {
  // Bundled files have no comments, and write their actions without short forms. To expand all takes ten times as long.
  return slugs.map(slug => describe(slug, JSON.parse(findBundled(catalogue, slug).text)))
}

function describe(slug: string, definition: Definition): CatalogueEntry {
  const { name, aliases = [], kind, description = '', actions, subscriptions = [] } = definition
  const settings = Object.entries(expandSettings(definition))
  const required = settings.filter(([, setting]) => setting.required && setting.default === undefined)
  return {
    slug,
    name,
    aliases,
    kind: kind!,
    description,
    requiredSettings: required.map(([key]) => key),
    calls: groupByCall(subscriptions),
    actions: Object.entries(actions).map(([action, { title = labelFor(action), description: does = title }]) => {
      const own = subscriptions.filter(subscription => subscription.action === action)
      const triggers = Object.fromEntries(own.map(({ name = action, trigger }) => [name, trigger]))
      return { action, title, description: does, triggers }
    }),
  }
}

function groupByCall(subscriptions: NonNullable<Definition['subscriptions']>): CatalogueEntry['calls'] {
  const chosen = subscriptions.flatMap(({ action, trigger }) => {
    const parsed = parseTrigger(trigger, new DiagnosticBag(), '')!
    const { events } = findDispatch(parsed)
    return admittedTypes(parsed).map(type => ({ type, call: { action, ...(events && { events }) } }))
  })
  const entries = callTypes.map(type => [type, chosen.filter(found => found.type === type).map(({ call }) => call)])
  return Object.fromEntries(entries)
}
