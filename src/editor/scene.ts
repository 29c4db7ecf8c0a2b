import type { JsonDraft, TextFile } from '../document/index.ts'
import type { Json } from '../value/index.ts'
import type { FileKind, Workspace } from '../workspace/index.ts'
import type { FileRange } from './answer.ts'
import type { KnownDefinition } from './names/definitions.ts'
import type { PathTree } from './names/pathTree.ts'

/** The edited file, with everything outside of it that its names may come from. */
export interface Scene {
  readonly document: TextFile
  readonly draft: JsonDraft
  readonly kind: FileKind
  readonly workspace: Workspace
  readonly samples: () => readonly Json[]
  /** The paths of events: of any, and those that a definition reads. */
  readonly events: (known?: KnownDefinition) => PathTree
  /** Opens a definition by its slug, or its path from a file. */
  readonly openDefinition: (name: string, from: string) => KnownDefinition | undefined
  /** Opens another file of the workspace. */
  readonly openDraft: (file: string) => JsonDraft | undefined
}

/** A range of the edited file. */
export function placeIn({ document, draft }: Scene, path: readonly string[]): FileRange | undefined {
  const found = draft.find(path)
  const place = found?.key ?? found?.node
  return place && { file: document.file, from: place.start, to: place.end }
}
