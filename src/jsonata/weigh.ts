import { children, type Node } from './ast.ts'

/** Nested nodes or brackets, and tokens of an expression: far more than people write. */
const maxDepth = 200
const maxTokens = 50_000

/** Share of the stack that a node takes inside another one, and inside an operator of its own kind, as in `1 + 2 + 3`. */
const nested = 5
const chained: ReadonlyMap<string, number> = new Map([
  ['binary', 1],
  ['apply', 1],
  ['condition', 2],
])

/** A bracket, a transform `|…|…|`, or the whole expression: tokens in it, and those since the last separator. */
interface Frame {
  readonly opened: '(' | '|' | ''
  /** Bars of a transform so far. */
  bars: number
  tokens: number
  segment: number
  /** Steps of the paths since the last separator. */
  steps: number
  /** True in the parentheses of a lambda, which a signature may follow. */
  readonly isLambda: boolean
}

/** A token as the parser of the package reads it. A regular expression is read apart, because `/` also divides. */
const tokens =
  /[ \t\n\r\v]+|\/\*[\s\S]*?\*\/|"(?:\\[\s\S]|[^"\\])*"|'(?:\\[\s\S]|[^'\\])*'|`[^`]*`|\.\.|[:!<>]=|\*\*|~>|\?[:?]|[.[\]{}(),@#;:?+\-*/%|=<>^&!~]|[^ \t\n\r\v.[\]{}(),@#;:?+\-*/%|=<>^&!~"'`][^ \t\n\r\v.[\]{}(),@#;:?+\-*/%|=<>^&!~]*/y

/** Operators that are also fields, wherever an operand is expected. */
const alsoOperands: ReadonlySet<string> = new Set(['*', '**', '%', 'and', 'or', 'in'])
const separators: ReadonlySet<string> = new Set([',', ';', ':', '?', ':='])

/** The parser visits all steps of a path for each further one: so many visits take as long as a token. */
const visitsPerToken = 20

/**
 * Counts the tokens of an expression before it is parsed: the parser copies the left side of `??` and `?:`, so that each
 * level of them doubles what is inside, and a step counts for the visits of those before it. Text after a mistake does not count, because the parser does not get there.
 */
export function weighText(text: string): number | 'deep' | 'large' {
  const frames: Frame[] = [open('')]
  let [at, before, isOperand, signature] = [0, '', true, 0]
  let closed: Frame | undefined
  while (at < text.length) {
    const frame = frames.at(-1)!
    tokens.lastIndex = at
    const token = tokens.exec(text)?.[0]
    if (token === undefined) break
    const isRegex = token === '/' && (isOperand || signature > 0)
    const end = isRegex ? regexEnd(text, at + 1) : at + token.length
    if (end === undefined) break
    at = end
    if (/^(?:[ \t\n\r\v]|\/\*)/.test(token)) continue
    frame.tokens++
    frame.segment++
    if (frame.tokens > maxTokens) return 'large'
    if (signature > 0) signature += token === '<' ? 1 : token === '>' ? -1 : token === '{' ? -signature : 0
    else if (token === '<' && closed?.isLambda) signature = 1
    closed = undefined
    const isBar = token === '|'
    if (token === '(' || token === '[' || token === '{' || (isBar && isOperand)) {
      if (frames.length > maxDepth) return 'deep'
      const isLambda = token === '(' && !isOperand && (before === 'function' || before === 'λ')
      frames.push(open(isBar ? '|' : '(', isLambda))
      isOperand = true
    } else if (isBar && frame.opened === '|' && frame.bars === 1) {
      frame.bars++
      frame.segment = 0
      isOperand = true
    } else if (isBar || token === ')' || token === ']' || token === '}') {
      // The parser stops at a bracket that closes nothing, or something else.
      if (frame.opened !== (isBar ? '|' : '(')) break
      closed = frames.pop()!
      const outer = frames.at(-1)!
      outer.tokens += closed.tokens
      outer.segment += closed.tokens
      isOperand = false
    } else if (token === '??' || token === '?:') {
      frame.tokens += frame.segment
      frame.segment = 0
      isOperand = true
    } else {
      if (separators.has(token)) frame.segment = frame.steps = 0
      if (token === '.') frame.tokens += Math.floor(frame.steps++ / visitsPerToken)
      const isSign = !isRegex && (alsoOperands.has(token) ? !isOperand : signs.test(token))
      isOperand = isSign
    }
    before = token
  }
  return frames.reduce((sum, { tokens }) => sum + tokens, 0)
}

function open(opened: Frame['opened'], isLambda = false): Frame {
  return { opened, bars: 1, tokens: 0, segment: 0, steps: 0, isLambda }
}

const signs = /^[.:!<>*~?[\](){},@#;+\-/%|=^&]/

/** End of the regular expression that starts after a `/`, as the parser of the package finds it. */
function regexEnd(text: string, start: number): number | undefined {
  let depth = 0
  for (let at = start; at < text.length; at++) {
    const character = text[at]!
    const isEscaped = text[at - 1] === '\\'
    if (character === '/' && depth === 0) {
      let slashes = 0
      while (text[at - 1 - slashes] === '\\') slashes++
      if (slashes % 2 === 0) return at + 1
    } else if ('([{'.includes(character) && !isEscaped) depth++
    else if (')]}'.includes(character) && !isEscaped) depth--
  }
  return undefined
}

/** True if nodes are nested too deep. Not recursive, because the stack could overflow. */
export function isTooDeep(root: Node): boolean {
  const open: [node: Node, depth: number][] = [[root, nested]]
  for (let next = open.pop(); next; next = open.pop()) {
    const [node, depth] = next
    if (depth > maxDepth * nested) return true
    for (const child of children(node)) {
      const inChain = child.type === node.type ? chained.get(node.type) : undefined
      open.push([child, depth + (inChain ?? nested)])
    }
  }
  return false
}
