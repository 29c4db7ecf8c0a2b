import { HighlightStyle, syntaxHighlighting } from '@codemirror/language'
import { EditorView } from '@codemirror/view'
import { tags } from '@lezer/highlight'

/** Colours are the page's custom properties, so that one theme serves light and dark. */
const look = EditorView.theme({
  '&': { height: '100%', color: 'var(--text)', backgroundColor: 'var(--bg)', font: '12px/18px var(--mono)' },
  '&.cm-focused': { outline: 'none' },
  // Above the line numbers, which hide an outline of the editor itself.
  '&.cm-focused::after': {
    content: '""',
    position: 'absolute',
    inset: '0',
    zIndex: '300',
    border: '2px solid var(--accent)',
    pointerEvents: 'none',
  },
  '.cm-scroller': { font: 'inherit', lineHeight: '18px' },
  '.cm-content': { padding: '8px 16px 8px 0', caretColor: 'var(--text)' },
  '.cm-line': { padding: '0 0 0 4px' },
  '.cm-cursor': { borderLeftColor: 'var(--text)' },
  '.cm-gutters': { backgroundColor: 'var(--bg)', color: 'var(--muted)', border: 'none' },
  '.cm-lineNumbers .cm-gutterElement': { padding: '0 8px 0 4px', minWidth: '3ch' },
  '.cm-activeLine': { backgroundColor: 'var(--line-here)' },
  '.cm-activeLineGutter': { backgroundColor: 'transparent', color: 'var(--text)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    backgroundColor: 'var(--accent-soft)',
  },
  '.cm-matchingBracket, &.cm-focused .cm-matchingBracket': {
    backgroundColor: 'transparent',
    outline: '1px solid var(--line-strong)',
  },
  '.cm-lintRange-error, .cm-lintRange-warning': { backgroundImage: 'none' },
  '.cm-lintRange-error': { textDecoration: 'underline wavy var(--bad) 1px', textUnderlineOffset: '3px' },
  '.cm-lintRange-warning': { textDecoration: 'underline dashed var(--warn) 1px', textUnderlineOffset: '3px' },
  '.cm-tooltip': {
    color: 'var(--text)',
    backgroundColor: 'var(--raised)',
    border: '1px solid var(--line-strong)',
    borderRadius: '8px',
    boxShadow: '0 8px 24px var(--shadow)',
    font: '13px/20px var(--sans)',
    maxWidth: 'min(480px, calc(100vw - 32px))',
    overflow: 'hidden',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': { font: '12px/18px var(--mono)', maxHeight: '15em' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': { padding: '2px 12px' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]': {
    color: 'var(--text)',
    backgroundColor: 'var(--accent-soft)',
    boxShadow: 'inset 2px 0 var(--accent)',
  },
  '.cm-completionMatchedText': { textDecoration: 'none', fontWeight: '600' },
  '.cm-completionDetail': { color: 'var(--muted)', fontStyle: 'normal' },
  '.cm-completionInfo': { padding: '8px 12px', whiteSpace: 'pre-wrap' },
  '.cm-diagnostic': { padding: '8px 12px', border: 'none', whiteSpace: 'pre-wrap' },
  '.cm-diagnosticAction': {
    font: '12px/16px var(--sans)',
    color: 'var(--text)',
    backgroundColor: 'var(--bg)',
    border: '1px solid var(--line-strong)',
    borderRadius: '4px',
    padding: '3px 8px',
    margin: '4px 8px 0 0',
  },
  '.cm-panels': { color: 'var(--text)', backgroundColor: 'var(--chrome)', borderColor: 'var(--line)' },
  '.cm-mark': {
    backgroundColor: 'var(--accent-soft)',
    boxShadow: '0 0 0 1px var(--accent)',
    borderRadius: '2px',
  },
  '.cm-mark-decides': {
    backgroundColor: 'var(--bad-soft)',
    boxShadow: '0 0 0 1px var(--bad)',
    borderRadius: '2px',
  },
  '.cm-callmap-name': { color: 'var(--accent)' },
  '.cm-callmap-sign': { color: 'var(--muted)' },
  '.cm-callmap-plain': { color: 'var(--text)' },
})

const colours = HighlightStyle.define([
  { tag: tags.propertyName, color: 'var(--text)' },
  { tag: tags.string, color: 'var(--str)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--num)' },
  { tag: [tags.separator, tags.squareBracket, tags.brace, tags.comment], color: 'var(--muted)' },
])

export const theme = [look, syntaxHighlighting(colours)]
