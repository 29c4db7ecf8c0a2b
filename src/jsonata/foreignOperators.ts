import type { Extra } from '../diagnostics/index.ts'
import type { Edit } from '../text/index.ts'
import type { Pointer } from '../value/index.ts'

/** Operators of other languages, with the JSONata operator that they mean. */
const meanings: ReadonlyMap<string, string> = new Map([
  ['==', '='],
  ['===', '='],
  ['!==', '!='],
  ['<>', '!='],
  ['&&', 'and'],
  ['||', 'or'],
])

/** Strings, quoted names and comments, which are skipped, and operators. */
const tokens = /"(?:\\[\s\S]|[^"\\])*"|'(?:\\[\s\S]|[^'\\])*'|`[^`]*`|\/\*[\s\S]*?\*\/|!==?|===?|<>|&&|\|\||<=|>=/g

/** Suggests JSONata's operators for an expression that uses those of another language, with a fix if it then parses. */
export function suggestOperators(text: string, at: Pointer, isExpression: (text: string) => boolean): Extra {
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
  // `||` is both a logical or and a default value.
  const isEither = first.sign === '||'
  const edits = found.map(({ start, end, meaning }): Edit => ({ at, span: { start, end }, text: meaning }))
  return {
    span: { start: first.start, end: first.end },
    label: `\`${first.sign}\` is not a JSONata operator`,
    help: `write \`${first.meaning}\`${isEither ? ', or `?:` for a default value' : ''}`,
    ...(isExpression(fixed) && { fix: { applicability: isEither ? 'unsafe' : 'safe', edits } }),
  }
}
