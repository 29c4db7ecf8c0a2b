import { type FunctionName, functionNames, type TestName, testNames } from './trigger.ts'

/** A word of the language, as an editor shows it. */
export interface TriggerWord {
  readonly word: string
  /** The form in which it is written. */
  readonly form: string
  /** One sentence. */
  readonly summary: string
  /** Place in a trigger: a test is a clause, a function is part of one. */
  readonly kind: 'test' | 'function' | 'prefix' | 'operator' | 'connective' | 'literal'
}

const tests: Readonly<Record<TestName, string>> = {
  contains: 'True if the string at the path has the text in it, in this case of letters.',
  match: 'True if the whole string matches: `*` is any characters, `?` one, `[abc]` one of them.',
}

const functions: Readonly<Record<FunctionName, string>> = {
  length: 'Items of an array, or UTF-8 bytes of a string; 0 if absent.',
  lowercase: 'The string in lower case.',
  uppercase: 'The string in upper case.',
  typeof: 'Name of the type: `string`, `number`, `bool`, `list`, `object` or `null`.',
}

const word = (kind: TriggerWord['kind'], word: string, form: string, summary: string): TriggerWord => ({
  kind,
  word,
  form,
  summary,
})

/** All words of triggers, in the order of their use. */
export const triggerWords: readonly TriggerWord[] = [
  ...testNames.map(name => word('test', name, `${name}(path, "text")`, tests[name])),
  ...functionNames.map(name => word('function', name, `${name}(path)`, functions[name])),
  word('prefix', 'not', 'not clause', 'Negates the clause after it, as does `!`.'),
  word(
    'operator',
    '=',
    'path = value',
    'True if the value is equal and of the same type. An absent value equals `null`.',
  ),
  word('operator', '!=', 'path != value', 'The opposite of `=`, so that an absent value is not equal.'),
  word('operator', 'in', 'path in [value, value]', 'True if the value is one of a list.'),
  word('operator', '<', 'path < value', 'True for a smaller number, or a string before the value.'),
  word('operator', '<=', 'path <= value', 'True for a number at most as large, or a string not after the value.'),
  word('operator', '>', 'path > value', 'True for a larger number, or a string after the value.'),
  word('operator', '>=', 'path >= value', 'True for a number at least as large, or a string not before the value.'),
  word('connective', 'and', 'clause and clause', 'True if both are true. It binds tighter than `or`.'),
  word('connective', 'or', 'clause or clause', 'True if one of both is true.'),
  word('literal', 'true', 'true', 'The boolean.'),
  word('literal', 'false', 'false', 'The boolean.'),
  word('literal', 'null', 'null', 'No value: absent or null.'),
]

/** Names of types that `typeof` gives. */
export const typeWords = ['string', 'number', 'bool', 'list', 'object', 'null'] as const
