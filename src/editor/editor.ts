import { JsonDraft } from '../document/index.ts'
import type { Workspace } from '../workspace/index.ts'
import type { Editor, EditorOptions } from './answer.ts'
import { diagnose } from './diagnose.ts'

/** Opens an editor of the files of a workspace. */
export function openEditor(
  workspace: Workspace,
  { samples = () => [], rules = () => ({}) }: EditorOptions = {},
): Editor {
  const read = (text: string) => new JsonDraft(text)
  return {
    complete: (_, offset) => ({ from: offset, to: offset, items: samples('').slice(0, 0) as never }),
    hover: () => null,
    diagnose: document =>
      diagnose(workspace, document, read(document.text), { rules: {}, defaultRules: rules(document.file), events: [] }),
    definition: () => null,
  }
}
