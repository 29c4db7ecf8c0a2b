import { isObject } from '../../value/index.ts'

/** Decision of the published evaluator about an event; `undefined` if it throws. */
export type Decide = (event: object) => boolean | undefined

interface Token {
  readonly kind: 'word' | 'connective' | 'sign' | 'string' | 'number' | 'null' | 'other' | 'end'
  readonly text: string
}

type Test = (event: Readonly<Record<string, unknown>>) => boolean

/**
 * Models how `@segment/destination-subscriptions` parses a trigger, including undocumented behaviour: the last
 * connective decides a whole list, unknown words are ignored, `!` only works before `contains` and `match`, and a group
 * ends at its first `)`. A trigger that it cannot parse is never true.
 */
export function publishedTrigger(text: string): Decide {
  const test = attempt(() => readList(joinPaths([...tokenize(text)])))
  if (test === undefined) return () => false
  return event => attempt(() => test(event as Record<string, unknown>))
}

function attempt<T>(action: () => T): T | undefined {
  try {
    return action()
  } catch {
    return undefined
  }
}

const ends = '(?=$|[ \\t\\n,\\])])'
const grammar: readonly (readonly [Token['kind'] | 'space' | 'cut', RegExp])[] = [
  ['space', /[ \t\n]+/y],
  ['sign', /!(?=[A-Za-z(])/y],
  ['sign', new RegExp(`!=${ends}|[<>]=${ends}|[<>=]`, 'y')],
  // At the end of the string, the search for `and` or `null` consumes what is too short to be either.
  ['cut', /a[^ \t\n,\])]?$|n[^ \t\n,\])]{0,2}$/y],
  ['connective', new RegExp(`(?:and|or)${ends}`, 'y')],
  ['null', new RegExp(`null${ends}`, 'y')],
  ['word', /(?:[A-Za-z_]|\\[\s\S])(?:[\w-]|\\[\s\S])*(?=$|[ \t\n,\])(.=!])/y],
  ['number', /[-+\d]\d*(?:\.\d+)?(?![\d.])/y],
  // A closing quote is left for the next token, unless the character after it can end a word.
  ['string', new RegExp(`"[^"]*(?:"${ends}|(?="))|'[^']*(?:'${ends}|(?='))`, 'y')],
  ['other', /[.,()[\]]/y],
]

function* tokenize(text: string): Generator<Token> {
  for (let i = 0; i < text.length; ) {
    const found = grammar.find(([, pattern]) => {
      pattern.lastIndex = i
      return pattern.test(text)
    })
    if (found === undefined) throw new SyntaxError('not a token')
    const [kind, { lastIndex }] = found
    const part = text.slice(i, lastIndex)
    i = lastIndex
    if (kind === 'cut') yield { kind: 'word', text: part[0]! }
    else if (kind === 'word') yield { kind, text: part.replace(/\\([\s\S])/g, '$1') }
    else if (kind === 'string') yield { kind, text: part[0] + part.slice(1).replace(part[0]!, '') + part[0] }
    else if (kind !== 'space') yield { kind, text: part }
  }
  yield end
}

const end: Token = { kind: 'end', text: 'eos' }

/** `a . b` is one word. */
function joinPaths(tokens: readonly Token[]): Token[] {
  const joined: Token[] = []
  for (let i = 0; i < tokens.length; i++) {
    const [last, token, next] = [joined.at(-1), tokens[i]!, tokens[i + 1]]
    if (last?.kind === 'word' && token.text === '.' && token.kind === 'other' && next?.kind === 'word') {
      joined[joined.length - 1] = { kind: 'word', text: `${last.text}.${next.text}` }
      i++
    } else joined.push(token)
  }
  return joined
}

const bags = ['properties', 'traits', 'context']
const fields = ['type', 'event', 'name', 'userId']

/** Consumes the tokens of a list; `undefined` if it has no conditions. Throws if the published parser does. */
function readList(tokens: Token[]): Test | undefined {
  const tests: (Test | undefined)[] = []
  let connective = 'and'
  for (let token = tokens.shift(); token && token.kind !== 'end'; token = tokens.shift()) {
    const { kind, text } = token
    if (kind === 'connective') connective = text
    else if (kind === 'sign' && text === '!') {
      if (isCall(tokens[0]!)) tests.push(...readCall(tokens.shift()!.text, tokens, true))
    } else if (kind === 'word' && isCall(token)) tests.push(...readCall(text, tokens, false))
    else if (kind === 'word' && [...bags, ...fields].includes(text.split('.', 1)[0]!)) {
      tests.push(readComparison(text, takeToken(tokens), takeToken(tokens)))
    } else if (kind === 'other' && text === '(') tests.push(readList(takeGroup(tokens)))
  }
  if (tests.length <= 1) return tests[0]
  return event => (connective === 'and' ? tests.every(test => test!(event)) : tests.some(test => test!(event)))
}

/** Tokens up to the first `)`. */
function takeGroup(tokens: Token[]): Token[] {
  const group: Token[] = []
  for (let token = takeToken(tokens); token.text !== ')' || token.kind !== 'other'; token = takeToken(tokens))
    group.push(token)
  return [...group, end]
}

function takeToken(tokens: Token[]): Token {
  const token = tokens.shift()
  if (token === undefined) throw new SyntaxError('the trigger ends too early')
  return token
}

function isCall({ kind, text }: Token): boolean {
  return kind === 'word' && (text === 'contains' || text === 'match')
}

/** Parses `contains(path, text)` as five tokens, whatever they are. Other paths have no effect. */
function readCall(name: string, tokens: Token[], isNegated: boolean): Test[] {
  tokens.shift()
  const path = takeToken(tokens).text
  tokens.shift()
  const value = takeToken(tokens)
  tokens.shift()
  const isKnown = ['event', 'name', 'userId'].includes(path) || bags.some(bag => path.startsWith(bag))
  if (!isKnown) return []
  const text = String(readLiteral(value))
  const test = (actual: string): boolean => {
    if (name === 'contains') return actual.includes(text)
    return value.text.endsWith('*"') ? actual.startsWith(text.slice(0, -1)) : actual.endsWith(text.slice(1))
  }
  const read = reader(
    path,
    bags.find(bag => path.startsWith(bag)),
  )
  return [
    event => {
      const actual = read(event)
      return typeof actual === 'string' && test(actual) !== isNegated
    },
  ]
}

function readComparison(path: string, sign: Token, value: Token): Test {
  const root = path.split('.', 1)[0]!
  const read = reader(
    bags.includes(root) ? path : root,
    bags.find(bag => bag === root),
  )
  const compare = comparison(root, sign, value)
  return event => compare(read(event))
}

function comparison(root: string, { text: sign }: Token, value: Token): (actual: unknown) => boolean {
  const expected = readLiteral(value)
  const isBag = bags.includes(root)
  const isEquality = sign === '=' || sign === '!='
  if (isEquality && value.text === 'null' && (isBag || root === 'name' || root === 'userId')) {
    return actual => (actual === undefined || actual === null) === (sign === '=')
  }
  if (sign === '=' && (value.text === 'true' || value.text === 'false') && (isBag || root === 'userId')) {
    return actual => actual === (value.text === 'true')
  }
  if (isEquality && value.kind === 'number' && isBag) {
    return actual => typeof actual === 'number' && (actual === Number(expected)) === (sign === '=')
  }
  if (isEquality) return actual => (actual === String(expected)) === (sign === '=')
  const number = Number(isBag ? expected : String(expected))
  const order = orders.get(sign)
  return actual => typeof actual === 'number' && order !== undefined && order(actual, number)
}

const orders = new Map<string, (left: number, right: number) => boolean>([
  ['<', (left, right) => left < right],
  ['<=', (left, right) => left <= right],
  ['>', (left, right) => left > right],
  ['>=', (left, right) => left >= right],
])

function readLiteral({ kind, text }: Token): string | number | boolean {
  if (kind === 'string') return text.replace(/^"/, '').replace(/"$/, '')
  if (kind === 'number') return Number(text)
  return kind === 'word' && (text === 'true' || text === 'false') ? text === 'true' : text
}

/** Creates a reader of an event path. A falsy value on the way is the result. */
function reader(path: string, bag: string | undefined): (event: object) => unknown {
  if (bag === undefined) return event => (event as Record<string, unknown>)[path]
  const keys = path.replace(new RegExp(`^${bag}\\.`), '').match(/[^[.\]]+/g)!
  return event => {
    let value = (event as Record<string, unknown>)[bag]
    for (const key of keys) {
      if (!value) return value
      value = isObject(value) || Array.isArray(value) || typeof value === 'string' ? (value as never)[key] : undefined
    }
    return value
  }
}
