import type { CompletionContext, CompletionResult } from '@codemirror/autocomplete'
import type { EditorView, Tooltip } from '@codemirror/view'
import type { Client } from '../run/client.ts'
import type { ProjectFile } from '../run/protocol.ts'

/** Completion and hover of one file. */
export interface CodeService {
  complete(context: CompletionContext): Promise<CompletionResult | null>
  hover(view: EditorView, offset: number): Promise<Tooltip | null>
}

/** Asks the worker, where the editor service runs. A worker that is stopped gives nothing. */
export function createService(client: Client, file: ProjectFile): CodeService {
  return {
    async complete({ state, pos, explicit }) {
      const found = await client.ask('complete', file, state.doc.toString(), pos).catch(() => undefined)
      if (found === undefined || found.items.length === 0) return null
      if (!explicit && found.from === found.to && !/["@$.#/]/.test(state.sliceDoc(pos - 1, pos))) return null
      return {
        from: found.from,
        to: found.to,
        filter: true,
        options: found.items.map(({ label, detail, documentation, insert }) => ({
          label,
          apply: insert,
          ...(detail !== undefined && { detail }),
          ...(documentation !== undefined && { info: documentation }),
        })),
      }
    },
    async hover({ state }, offset) {
      const found = await client.ask('hover', file, state.doc.toString(), offset).catch(() => undefined)
      if (found === undefined || found === null) return null
      const { from, to, markdown } = found
      return { pos: from, end: to, above: true, create: () => ({ dom: explain(markdown) }) }
    },
  }
}

/** Text of the service as plain text: it may hold parts of a definition that came from anybody. */
function explain(markdown: string): HTMLElement {
  const element = document.createElement('div')
  element.className = 'hover-text'
  element.textContent = markdown.replace(/^#+ /gm, '').replace(/[*`]{1,3}/g, '')
  return element
}
