import { RangeSetBuilder } from '@codemirror/state'
import { Decoration, type DecorationSet, type EditorView, ViewPlugin, type ViewUpdate } from '@codemirror/view'

/** Columns that the later rows of a wrapped line are indented beyond its first. */
const further = 2

/** Indents the rows of a wrapped line, so that the structure of JSON stays visible. */
export const hangingIndent = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet

    constructor(view: EditorView) {
      this.decorations = indentLines(view)
    }

    update({ docChanged, viewportChanged, view }: ViewUpdate): void {
      if (docChanged || viewportChanged) this.decorations = indentLines(view)
    }
  },
  { decorations: plugin => plugin.decorations },
)

function indentLines(view: EditorView): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>()
  for (const { from, to } of view.visibleRanges) {
    for (let at = from; at <= to; ) {
      const line = view.state.doc.lineAt(at)
      const columns = /^ */.exec(line.text)![0].length + further
      const style = `padding-left: calc(${columns}ch + 4px); text-indent: -${columns}ch`
      builder.add(line.from, line.from, Decoration.line({ attributes: { style } }))
      at = line.to + 1
    }
  }
  return builder.finish()
}
