import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from '@codemirror/autocomplete'
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands'
import { json } from '@codemirror/lang-json'
import { bracketMatching, indentUnit } from '@codemirror/language'
import { type Diagnostic, diagnosticCount, lintKeymap, setDiagnostics } from '@codemirror/lint'
import { search, searchKeymap } from '@codemirror/search'
import { Annotation, EditorState, type Extension } from '@codemirror/state'
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  hoverTooltip,
  keymap,
  lineNumbers,
  tooltips,
} from '@codemirror/view'
import type { Problem } from '../run/protocol.ts'
import { expressionColours } from './expressions.ts'
import { hangingIndent } from './hangingIndent.ts'
import {
  type CodeMark,
  coverageGutter,
  type LineSign,
  markedRanges,
  setCoverage,
  setMarks,
  setVerdicts,
  verdictGutter,
} from './marks.ts'
import type { CodeService } from './service.ts'
import { theme } from './theme.ts'

export interface CodeOptions {
  readonly parent: HTMLElement
  readonly text: string
  /** Name of the editor for screen readers. */
  readonly label: string
  readonly hasGutters: boolean
  readonly isReadOnly?: boolean
  /** Completion and hover; absent for plain JSON. */
  readonly service?: CodeService
  onChange(text: string): void
  onCursor?(offset: number): void
}

/** Marks changes that the page makes, which are no edits. */
const given = Annotation.define<true>()

/** A CodeMirror of one file of the project. */
export class CodeEditor {
  readonly view: EditorView

  constructor(options: CodeOptions) {
    const { parent, text } = options
    this.view = new EditorView({ parent, state: EditorState.create({ doc: text, extensions: extensions(options) }) })
  }

  /** Replaces the text, unless it is the same. */
  setText(text: string): void {
    const { state } = this.view
    if (state.doc.toString() === text) return
    const { anchor } = state.selection.main
    this.view.dispatch({
      changes: { from: 0, to: state.doc.length, insert: text },
      selection: { anchor: Math.min(anchor, text.length) },
      annotations: given.of(true),
    })
  }

  setProblems(problems: readonly Problem[]): void {
    if (problems.length === 0 && diagnosticCount(this.view.state) === 0) return
    const { length } = this.view.state.doc
    const inside = problems.filter(({ to }) => to <= length)
    this.view.dispatch(setDiagnostics(this.view.state, inside.map(toDiagnostic)))
  }

  setMarks(marks: readonly CodeMark[]): void {
    setMarks(this.view, marks)
  }

  setSigns(verdicts: readonly LineSign[], coverage: readonly LineSign[]): void {
    setVerdicts(this.view, verdicts)
    setCoverage(this.view, coverage)
  }

  /** Scrolls to a place, and with `focus` puts the cursor there. */
  reveal(offset: number, { focus }: { readonly focus: boolean }): void {
    const at = Math.min(offset, this.view.state.doc.length)
    this.view.dispatch({
      ...(focus && { selection: { anchor: at } }),
      effects: EditorView.scrollIntoView(at, { y: 'nearest', yMargin: 36 }),
    })
    if (focus) this.view.focus()
  }

  destroy(): void {
    this.view.destroy()
  }
}

function extensions({ label, hasGutters, isReadOnly = false, service, onChange, onCursor }: CodeOptions): Extension[] {
  return [
    ...(hasGutters ? [verdictGutter] : []),
    lineNumbers(),
    ...(hasGutters ? [coverageGutter] : []),
    ...[json(), expressionColours, hangingIndent, markedRanges, theme, indentUnit.of('  ')],
    ...[history(), drawSelection(), bracketMatching(), closeBrackets(), search({ top: true })],
    ...[highlightActiveLine(), highlightActiveLineGutter(), EditorView.lineWrapping],
    EditorState.readOnly.of(isReadOnly),
    tooltips({ position: 'fixed', parent: document.body }),
    EditorView.contentAttributes.of({ 'aria-label': label, tabindex: '0' }),
    EditorView.updateListener.of(({ docChanged, selectionSet, transactions, state }) => {
      if (docChanged && !transactions.some(one => one.annotation(given))) onChange(state.doc.toString())
      if (selectionSet) onCursor?.(state.selection.main.head)
    }),
    keymap.of([
      ...[...closeBracketsKeymap, ...completionKeymap, ...lintKeymap, ...searchKeymap, ...historyKeymap],
      ...[...defaultKeymap, indentWithTab],
    ]),
    ...(service ? [autocompletion({ override: [service.complete], icons: false }), hoverTooltip(service.hover)] : []),
  ]
}

function toDiagnostic({ from, to, severity, code, message, help, fixes }: Problem): Diagnostic {
  const text = [`${code ?? severity}  ${message}`, help].filter(Boolean).join('\n')
  const actions = fixes.map(({ title, edits }) => ({
    name: title,
    apply: (view: EditorView) => view.dispatch({ changes: [...edits] }),
  }))
  return { from, to, severity, message: text, actions }
}
