import type { Span } from '../text/index.ts'
import { foreign, type Token, tokenize } from '../trigger/index.ts'
import { chargeCompilation, compileCost, type JsonObject, type Pointer } from '../value/index.ts'
import type { Copies } from './sourceMap.ts'

/** Reads conditions on other fields, in the notation of triggers: `name = "a" or name = "b"`. */
export function readConditions(text: string, at: Pointer, { sources, problems }: Copies): JsonObject | undefined {
  chargeCompilation(text.length * compileCost.parsedCharacter)
  const tokens = tokenize(text)
  const fail = (span: Span, message: string, help: string): undefined => {
    problems.add('CM101', at, message, { span, help })
  }
  const refuse = (token: Token, expected: string): undefined => {
    const word = text.slice(token.span.start, token.span.end)
    const meant = token.kind === 'path' && expected === 'a value' ? JSON.stringify(word) : foreign.get(word)
    const message = token.kind === 'unreadable' ? token.message : `expected ${expected}`
    fail(token.span, message, meant === undefined ? forms : `write \`${meant}\``)
  }
  const conditions: JsonObject[] = []
  let match: string | undefined
  for (let i = 0; ; i += 4) {
    // The last token is the end.
    const [field, sign, given, next] = tokens.slice(i, i + 4) as [Token, Token, Token, Token]
    if (field.kind !== 'path') return refuse(field, 'a field')
    const operator = sign.kind === 'sign' ? operators.get(sign.text) : undefined
    if (operator === undefined) return refuse(sign, '`=` or `!=`')
    const value = readValue(given)
    if (value === undefined) return refuse(given, 'a value')
    const condition = { fieldKey: field.path.join('.'), operator, ...(value !== null && { value }) }
    conditions.push(sources.set(condition, { at, isWhole: true, span: field.span }))
    if (next.kind === 'end') break
    const joined = next.kind === 'keyword' ? matches.get(next.text) : undefined
    if (joined === undefined) return refuse(next, '`or` or `and`')
    match ??= joined
    if (joined !== match) return fail(next.span, 'all conditions are joined by `or`, or all by `and`', both)
  }
  const list = sources.set(conditions, { at, isWhole: true })
  return sources.set({ ...(match === 'all' && { match }), conditions: list }, { at, isWhole: true })
}

const operators = new Map([
  ['=', 'is'],
  ['!=', 'is_not'],
])
const matches = new Map([
  ['or', 'any'],
  ['and', 'all'],
])

const forms = 'a condition is `name = "a"`, `name != "a"` or `name = null`; several are joined by `or` or by `and`'
const both = 'write a check for a rule with both: `"when": "…"`, `"message": "…"`'

/** The value of a literal; `undefined` for any other token. */
function readValue(token: Token): string | number | boolean | null | undefined {
  if (token.kind === 'number' || (token.kind === 'string' && !token.isCurly)) return token.value
  return token.kind === 'keyword' ? literals.get(token.text) : undefined
}

const literals = new Map([
  ['null', null],
  ['true', true],
  ['false', false],
])
