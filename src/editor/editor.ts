import { JsonDraft, type TextFile } from '../document/index.ts'
import { lazy } from '../value/index.ts'
import { attempt, isPath, recognizeFile, resolveBeside, type Workspace } from '../workspace/index.ts'
import type { Editor, EditorOptions } from './answer.ts'
import { complete } from './complete.ts'
import { findDeclaration } from './definition.ts'
import { diagnose } from './diagnose.ts'
import { hover } from './hover.ts'
import { rememberDefinitions } from './memory.ts'
import { KnownDefinition } from './names/definitions.ts'
import { eventTree } from './names/eventTree.ts'
import { recent } from './recent.ts'
import type { Scene } from './scene.ts'

/** Texts that an editor remembers: of files that are open, and of definitions that they use. */
const mostTexts = 20

/** Longest text that has answers, in characters. Larger files are data, and reading one at each key would take too long. */
const longestText = 2_000_000

/** Opens an editor of the files of a workspace. It remembers what it has read of recent texts. */
export function openEditor(given: Workspace, options: EditorOptions = {}): Editor {
  const workspace = { ...given, memory: given.memory ?? rememberDefinitions() }
  const { samples = () => [], rules = () => ({}) } = options
  const readDraft = recent(mostTexts, (text: string) => new JsonDraft(text))
  const definitions = recent(mostTexts, (file: string) =>
    recent(2, (text: string) => new KnownDefinition({ file, text }, readDraft(text))),
  )

  const openDefinition = (document: TextFile) => (name: string, from: string) => {
    const found = findDefinition(workspace, document, name, from)
    return found && definitions(found.file)(found.text)
  }

  const openScene = (document: TextFile): Scene | undefined => {
    if (document.text.length > longestText) return undefined
    const draft = readDraft(document.text)
    const kind = recognizeFile(document.file, draft.value())
    if (kind === undefined) return undefined
    const events = lazy(() => samples(document.file))
    return {
      document,
      draft,
      kind,
      workspace,
      samples: events,
      events: known => eventTree(events(), known?.eventPaths()),
      openDefinition: openDefinition(document),
      openDraft(file) {
        const text = file === document.file ? document.text : attempt(() => workspace.files.read(file))
        return text === undefined ? undefined : readDraft(text)
      },
    }
  }

  return {
    complete(document, given) {
      const offset = offsetIn(document, given)
      const scene = openScene(document)
      return scene ? complete(scene, offset) : { from: offset, to: offset, items: [] }
    },
    hover(document, offset) {
      const scene = openScene(document)
      return scene ? hover(scene, offsetIn(document, offset)) : null
    },
    diagnose(document) {
      if (document.text.length > longestText) return []
      const checked = { rules: {}, defaultRules: rules(document.file), events: [] }
      return diagnose(workspace, document, readDraft(document.text), checked)
    },
    definition(document, offset) {
      const scene = openScene(document)
      return scene ? findDeclaration(scene, offsetIn(document, offset)) : null
    },
  }
}

/** The offset of the text that is nearest to a number. */
function offsetIn({ text }: TextFile, given: number): number {
  return Math.max(0, Math.min(Math.trunc(given) || 0, text.length))
}

/** Finds a definition by its slug, or its path from a file. The edited file is read as it is typed. */
function findDefinition(workspace: Workspace, document: TextFile, name: string, from: string): TextFile | undefined {
  if (name === document.file) return document
  if (!isPath(name)) return workspace.catalogue.read(name)
  const file = name === from ? name : resolveBeside(from, name)
  const text = file === document.file ? document.text : attempt(() => workspace.files.read(file))
  return text === undefined ? undefined : { file, text }
}
