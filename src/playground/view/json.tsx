import { jsonLanguage } from '@codemirror/lang-json'
import { highlightCode, tagHighlighter, tags } from '@lezer/highlight'
import type { ComponentChildren } from 'preact'

const classes = tagHighlighter([
  { tag: tags.propertyName, class: 'k' },
  { tag: tags.string, class: 's' },
  { tag: [tags.number, tags.bool, tags.null], class: 'n' },
])

/** Most characters that are coloured. */
const mostColoured = 100_000

/** JSON as coloured text. */
export function JsonText({ text }: { readonly text: string }) {
  if (text.length > mostColoured) return <>{text}</>
  const parts: ComponentChildren[] = []
  highlightCode(
    text,
    jsonLanguage.parser.parse(text),
    classes,
    (part, name) => parts.push(name === '' ? part : <i class={name}>{part}</i>),
    () => parts.push('\n'),
  )
  return <>{parts}</>
}
