import { type Token, type TriggerWord, triggerWords } from '../../trigger/index.ts'

/** Part of a trigger that comes next; `undefined` where nothing can be named. */
export type Expected = 'clause' | 'operator' | 'value' | 'list' | 'connective' | 'path' | undefined

/** Finds what comes after some tokens of a trigger. */
export function expectNext(tokens: readonly Token[]): Expected {
  const last = tokens.at(-1)
  const previous = tokens.at(-2)
  if (last === undefined) return 'clause'
  if (last.kind === 'path') return isCallName(last) && isTest(last) ? undefined : 'operator'
  if (last.kind === 'string' || last.kind === 'number') {
    return isInList(tokens) || isInCall(tokens) ? undefined : 'connective'
  }
  if (last.kind === 'unreadable' || last.kind === 'end') return undefined
  switch (last.text) {
    case 'and':
    case 'or':
    case 'not':
    case '!':
      return 'clause'
    case '(':
      return previous?.kind === 'path' && isCallName(previous) ? 'path' : 'clause'
    case '[':
      return 'list'
    case ',':
      return isInCall(tokens) ? 'value' : isInList(tokens) ? 'list' : 'clause'
    case ')':
      return endsFunction(tokens) ? 'operator' : 'connective'
    case ']':
    case 'true':
    case 'false':
    case 'null':
      return 'connective'
    case 'in':
      return undefined
    default:
      return 'value'
  }
}

const callNames: ReadonlySet<string> = new Set(triggerWords.filter(isCallable).map(({ word }) => word))

function isCallable({ kind }: TriggerWord): boolean {
  return kind === 'test' || kind === 'function'
}

export function isCallName(token: Token): boolean {
  return token.kind === 'path' && token.path.length === 1 && callNames.has(token.path[0]!)
}

function isTest(token: Token): boolean {
  return token.kind === 'path' && triggerWords.some(({ kind, word }) => kind === 'test' && word === token.path[0])
}

export const isSign = (token: Token | undefined, text: string) => token?.kind === 'sign' && token.text === text

function isInList(tokens: readonly Token[]): boolean {
  return tokens.findLastIndex(token => isSign(token, '[')) > tokens.findLastIndex(token => isSign(token, ']'))
}

/** Finds the name of the call whose parenthesis is open. */
function findCall(tokens: readonly Token[]): Token | undefined {
  let closed = 0
  for (let i = tokens.length - 1; i > 0; i--) {
    if (isSign(tokens[i], ')')) closed++
    else if (isSign(tokens[i], '(') && closed-- === 0) return isCallName(tokens[i - 1]!) ? tokens[i - 1] : undefined
  }
  return undefined
}

export const isInCall = (tokens: readonly Token[]) => findCall(tokens) !== undefined

function endsFunction(tokens: readonly Token[]): boolean {
  const call = findCall(tokens.slice(0, -1))
  return call !== undefined && !isTest(call)
}

export const isWord = (token: Token | undefined, word: string) => token?.kind === 'path' && token.path[0] === word
