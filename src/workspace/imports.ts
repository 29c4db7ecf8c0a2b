import { fillSettings } from '../authoring/index.ts'
import type { Definition, SubscriptionDefinition } from '../destination/index.ts'
import {
  type ActionsImport,
  areAsBefore,
  createDefinition,
  type ImportNote,
  importActions,
  importMetadata,
  isComplete,
  readSaved,
  type SavedAction,
  toSlug,
} from '../segment/index.ts'
import { isTooDeep, type Json, maxDepth } from '../value/index.ts'
import { isPath } from './filePath.ts'
import { readDefinition } from './mappingsFile.ts'
import type { Workspace } from './workspace.ts'
import { WorkspaceError } from './workspaceError.ts'

/** The file to import, and what the user asks for. */
export interface ImportInput {
  readonly file: string
  readonly value: Json
  /** A path or slug. */
  readonly destination?: string | undefined
  /** The file to write. */
  readonly out?: string | undefined
}

/** The file to write, and what is known about it. */
export interface Imported extends Pick<ActionsImport, 'findings' | 'problems'> {
  readonly out: string
  readonly written: Json
  /** Number of subscriptions. */
  readonly count: number
  /** Entries of the input that are no saved actions. */
  readonly refused?: readonly { readonly at: string; readonly message: string }[]
  readonly notes?: readonly ImportNote[]
  readonly isComplete: boolean
}

/**
 * Imports by the name of a format. They write nothing.
 *
 * @throws WorkspaceError
 */
export const imports: Readonly<Record<string, (input: ImportInput, workspace: Workspace) => Imported>> = {
  segment: importSaved,
  'segment-metadata': importDestination,
}

function importSaved(input: ImportInput, workspace: Workspace): Imported {
  const { file, value } = input
  refuseDeep(input)
  const { saved, refused } = readSaved(value)
  if (saved.length === 0) {
    const help = 'a saved action has `subscribe`, `partnerAction` and `mapping`'
    throw new WorkspaceError('input', { message: `there is no saved action in \`${file}\``, help })
  }
  const { out, definition, write } = findTarget(saved, input, workspace)
  const made = importActions(saved, definition)
  const written = write(made.subscriptions) as Json
  const isComplete = refused.length === 0 && areAsBefore(made)
  return { ...made, out, written, count: made.subscriptions.length, refused, isComplete }
}

function importDestination(input: ImportInput): Imported {
  const { file, value, destination, out } = input
  if (destination !== undefined) {
    throw new WorkspaceError('usage', { message: 'metadata is imported as a destination of its own' })
  }
  refuseDeep(input)
  const made = importMetadata(value)
  if ('mistake' in made) {
    const { mistake, help } = made
    throw new WorkspaceError('input', { message: `\`${file}\`: ${mistake}`, ...(help !== undefined && { help }) })
  }
  const { definition } = made
  const { slug, subscriptions = [] } = definition
  const count = (subscriptions as readonly Json[]).length
  return { ...made, out: out ?? `mappings/${slug}.json`, written: definition, count, isComplete: isComplete(made) }
}

function refuseDeep({ file, value }: ImportInput): void {
  if (!isTooDeep(value)) return
  throw new WorkspaceError('input', { message: `\`${file}\` is nested deeper than ${maxDepth} levels` })
}

interface Target {
  readonly definition: Definition
  readonly out: string
  readonly write: (subscriptions: readonly SubscriptionDefinition[]) => unknown
}

/** Decides what to write: mappings for a destination, or without one a definition with the saved actions. */
function findTarget(saved: readonly SavedAction[], input: ImportInput, workspace: Workspace): Target {
  const { file, destination: name } = input
  if (name === undefined) {
    if (saved.every(({ fields }) => fields === undefined)) {
      const help = 'name their destination, such as `customerio`'
      throw new WorkspaceError('usage', { message: 'the saved actions lack their fields', help })
    }
    const slug = toSlug(file.replace(/^.*[/\\]|\.json$/g, '')) || 'saved'
    const definition = createDefinition(slug, saved)
    const write = (subscriptions: readonly SubscriptionDefinition[]) => ({ ...definition, subscriptions })
    return { definition, out: input.out ?? `mappings/${slug}.json`, write }
  }
  const source = readDefinition(workspace, name)
  const definition = source.value as unknown as Definition
  const out = input.out ?? `mappings/${definition.slug}.json`
  const path = workspace.files.relative(out.replace(/[^/\\]*$/, '') || '.', name)
  const destination = isPath(name) ? (path.includes('/') ? path : `./${path}`) : name
  const { settings } = fillSettings(definition.slug, source.value, undefined, undefined)
  return { definition, out, write: subscriptions => ({ destination, settings, subscriptions }) }
}
