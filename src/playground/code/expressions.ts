import { syntaxTree } from '@codemirror/language'
import { Prec, type Range, RangeSetBuilder } from '@codemirror/state'
import { Decoration, type DecorationSet, type EditorView, ViewPlugin, type ViewUpdate } from '@codemirror/view'

const name = Decoration.mark({ class: 'cm-callmap-name' })
const sign = Decoration.mark({ class: 'cm-callmap-sign' })
const plain = Decoration.mark({ class: 'cm-callmap-plain' })

/** Keys whose strings are triggers, expressions or paths. */
const languages = /^"(trigger|when|@jsonata|@path|@template|@liquid)"$/

/** Parts of an expression: functions, words, and the signs between them. Strings in it stay as they are. */
const parts = /(\\"(?:[^"\\]|\\[^"])*\\")|(\$\w+)|(\band\b|\bor\b|\bin\b|!=|[=<>&|!+*/()[\],;:?-])|([\w.]+)/g

const colours = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet

    constructor(view: EditorView) {
      this.decorations = decorate(view)
    }

    update(update: ViewUpdate): void {
      const isParsed = syntaxTree(update.startState) !== syntaxTree(update.state)
      if (update.docChanged || update.viewportChanged || isParsed) this.decorations = decorate(update.view)
    }
  },
  { decorations: plugin => plugin.decorations },
)

/**
 * Colours directives, and functions, paths and operators inside strings. The decoration with the higher precedence is the
 * inner one, and its colour wins.
 */
export const expressionColours = Prec.highest(colours)

function decorate(view: EditorView): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>()
  for (const { from, to } of view.visibleRanges) {
    syntaxTree(view.state).iterate({
      from,
      to,
      enter: node => {
        const read = (from: number, to: number) => view.state.sliceDoc(from, to)
        if (node.name === 'PropertyName' && read(node.from, node.from + 2) === '"@')
          builder.add(node.from, node.to, name)
        if (node.name !== 'String') return
        const property = node.node.parent
        const owner = property?.name === 'Array' ? property.parent : property
        const key = owner?.getChild('PropertyName')
        if (!key || !languages.test(read(key.from, key.to))) return
        for (const { from, to, value } of colourParts(read(node.from + 1, node.to - 1), node.from + 1)) {
          builder.add(from, to, value)
        }
      },
    })
  }
  return builder.finish()
}

function colourParts(text: string, start: number): Range<Decoration>[] {
  return [...text.matchAll(parts)].flatMap(({ 0: found, 1: string, 2: called, 3: operator, index }) => {
    if (string !== undefined) return []
    const kind = called !== undefined ? name : operator !== undefined ? sign : plain
    return [kind.range(start + index, start + index + found.length)]
  })
}
