import type { Extra } from '../diagnostics/index.ts'
import type { Edit } from '../text/index.ts'
import type { Pointer } from '../value/index.ts'

/** Operators of other languages, and what they are in an expression. */
const meanings: ReadonlyMap<string, string> = new Map([
  ['==', '='],
  ['===', '='],
  ['!==', '!='],
  ['<>', '!='],
  ['&&', 'and'],
  ['||', 'or'],
])

/** Strings, quoted names and comments, whose signs do not count; then operators. */
const tokens = /"(?:\\[\s\S]|[^"\\])*"|'(?:\\[\s\S]|[^'\\])*'|`[^`]*`|\/\*[\s\S]*?\*\/|!==?|===?|<>|&&|\|\||<=|>=/g

/** The way out of an expression that cannot be read, if it is one of another language but for its operators. */
export function withOwnOperators(text: string, at: Pointer, isExpression: (text: string) => boolean): Extra {
  const found = [...text.matchAll(tokens)].flatMap(({ 0: sign, index }) => {
    const meaning = meanings.get(sign)
    return meaning === undefined ? [] : [{ sign, meaning, start: index, end: index + sign.length }]
  })
  const [first] = found
  if (first === undefined) return {}
  const fixed = found.reduceRight(
    (made, { start, end, meaning }) => `${made.slice(0, start)}${meaning}${made.slice(end)}`,
    text,
  )
  // JavaScript has one sign for a condition and for another value.
  const isEither = first.sign === '||'
  const edits = found.map(({ start, end, meaning }): Edit => ({ at, span: { start, end }, text: meaning }))
  return {
    span: { start: first.start, end: first.end },
    label: `\`${first.sign}\` is no operator of JSONata`,
    help: `write \`${first.meaning}\`${isEither ? ', or `?:` for another value' : ''}`,
    ...(isExpression(fixed) && { fix: { applicability: isEither ? 'unsafe' : 'safe', edits } }),
  }
}
