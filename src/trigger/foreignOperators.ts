import type { Scalar } from './trigger.ts'

/** An operator of another language, with its clause in triggers. */
export interface ForeignOperator {
  /** Operands after the operator. */
  readonly takes: 'nothing' | 'value' | 'list' | 'range'
  /** True if it means the same in every language. */
  readonly isCertain: boolean
  readonly write: (path: string, ...values: string[]) => string
  /** Writes the clause for a list, if there is one. */
  readonly writeForList?: (path: string, value: string) => string
  /** Translates a string operand; `undefined` if that is impossible. */
  readonly translate?: (text: string) => string | undefined
}

type Rest = Partial<Omit<ForeignOperator, 'write'>>

const operator = (write: ForeignOperator['write'], rest: Rest = {}): ForeignOperator => ({
  takes: 'value',
  isCertain: true,
  write,
  ...rest,
})
const compare = (sign: string) => operator((path, value) => `${path} ${sign} ${value}`)
const contains = (not = '') =>
  operator((path, value) => `${not}contains(${path}, ${value})`, {
    translate: text => text,
    writeForList: (path, value) => (not ? `!(${value} in ${path})` : `${value} in ${path}`),
  })
const match = (translate: (text: string) => string | undefined, not = '', isCertain = true) =>
  operator((path, value) => `${not}${call(path, value)}`, { translate, isCertain })

/** Writes `contains` for a pattern that is a string between stars, else `match`. */
function call(path: string, pattern: string): string {
  const [, text] = /^"\*([^*?[\\]+)\*"$/.exec(pattern) ?? []
  return text === undefined ? `match(${path}, ${pattern})` : `contains(${path}, "${text}")`
}
const absent = operator(path => `${path} = null`, { takes: 'nothing' })
const present = operator(path => `${path} != null`, { takes: 'nothing' })
const list = (not: boolean) =>
  operator((path, values) => (not ? `!(${path} in ${values})` : `${path} in ${values}`), { takes: 'list' })

/** Escapes a string for a pattern. */
const literally = (text: string) => text.replace(/[*?[\\]/g, '\\$&')
const prefix = (text: string) => `${literally(text)}*`
const suffix = (text: string) => `*${literally(text)}`

/** Translates a pattern of SQL's `like`. */
const like = (text: string) => literally(text).replaceAll('%', '*').replaceAll('_', '?')

/** Translates a simple regular expression, which matches anywhere in a string. */
function regex(literal: string): string | undefined {
  const text = /^\/(.*)\/$/s.exec(literal)?.[1] ?? literal
  const [, start, body = '', end] = /^(\^?)(.*?)(\$?)$/s.exec(text) ?? []
  if (/(?<!\.)\*|[+?()[\]{}|^$]|\\\w/.test(body)) return undefined
  const parts = body
    .split('.*')
    .map(part => part.replace(/\\(.)|(\.)/g, (_, sign, any) => (any ? '?' : literally(sign))))
  return [...(start ? [] : ['']), ...parts, ...(end ? [] : [''])].join('*').replace(/\*+/g, '*')
}

/** Translates an operand of `matches`: a glob, or a regular expression. */
const pattern = (text: string) => (/^\^|\$$|\.\*|\\|^\/.*\/$/.test(text) ? regex(text) : text)

/** Equality that ignores case. */
const anyCase = operator((path, value) => `match(lowercase(${path}), ${value})`, {
  translate: text => like(text.toLowerCase()),
})
/** `in` with a list in parentheses. */
export const inParentheses = list(false)
const between = operator((path, low, high) => `(${path} >= ${low} and ${path} <= ${high})`, { takes: 'range' })

/** Rows in lower case, with one space between words. */
const rows: readonly (readonly [words: readonly string[], ForeignOperator])[] = [
  [['contains', 'contain', 'includes', 'include', 'has'], contains()],
  [['not contains', 'not contain', 'does not contain', 'not includes', 'does not include', 'not has'], contains('!')],
  [
    ['starts with', 'start with', 'startswith', 'starts_with', 'begins with', 'beginswith', 'begins_with'],
    match(prefix),
  ],
  [['hasprefix'], match(prefix)],
  [['does not start with', 'not starts with', 'does not begin with'], match(prefix, '!')],
  [['ends with', 'end with', 'endswith', 'ends_with', 'hassuffix'], match(suffix)],
  [['does not end with', 'not ends with'], match(suffix, '!')],
  [['like'], match(like)],
  [['ilike'], anyCase],
  [['not like', 'is not like'], match(like, '!')],
  [['matches', 'match', 'glob'], match(pattern)],
  [['not matches', 'does not match', 'not match'], match(pattern, '!')],
  [['~', '=~', '~ =', 'rlike', 'regexp', 'regex', 'matches regex'], match(regex, '', false)],
  [['!~', 'not regexp', 'not rlike'], match(regex, '!', false)],
  [['is', 'equals', 'equal', 'eq', 'equals to', 'equal to', 'is equal to', ':', ':='], compare('=')],
  [['is not', 'isnt', 'ne', 'neq', 'not equals', 'does not equal', 'not equal to', 'is not equal to'], compare('!=')],
  [['gt', 'greater than', 'is greater than', 'more than', 'is more than', 'above'], compare('>')],
  [['gte', 'ge', '=>', 'at least', 'is at least'], compare('>=')],
  [['lt', 'less than', 'is less than', 'below'], compare('<')],
  [['lte', 'le', '=<', 'at most', 'is at most'], compare('<=')],
  [['exists', 'exist', 'is set', 'isset', 'is present', 'present', 'is defined', 'defined', 'isdefined'], present],
  [['is not empty', 'is not blank', 'is not undefined', 'not null', 'is notnull', 'notnull', 'isnotnull'], present],
  [['does not exist', 'not exists', 'not exist', 'is not set', 'is unset', 'is not present', 'is not defined'], absent],
  [
    ['is absent', 'absent', 'is missing', 'missing', 'is empty', 'isempty', 'is blank', 'is undefined', 'isnull'],
    absent,
  ],
  [['is in', 'is one of', 'one of', 'is any of', 'any of'], list(false)],
  [['not in', 'is not in', 'not one of', 'is none of', 'is not one of'], list(true)],
  [['between', 'is between'], between],
]

/** Operators of other languages, by their words. */
export const foreignOperators: ReadonlyMap<string, ForeignOperator> = new Map(
  rows.flatMap(([words, meaning]) => words.map(word => [word, meaning] as const)),
)

/** Maximum number of words in an operator. */
export const mostWords = 4

/** Writes the equivalent clause; `undefined` if a value cannot be translated. */
export function translate(operator: ForeignOperator, path: string, ...values: readonly Scalar[]): string | undefined {
  const { takes, write, translate: text } = operator
  const translated = values.map(value => (text ? text(String(value)) : value))
  if (translated.includes(undefined)) return undefined
  const written = translated.map(value => JSON.stringify(value))
  return takes === 'list' ? write(path, `[${written.join(', ')}]`) : write(path, ...written)
}
