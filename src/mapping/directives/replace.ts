import escapeRegExp from 'lodash-es/escapeRegExp.js'
import { js } from '../../code/index.ts'
import { charge, chargeSearch, cost } from '../../value/index.ts'
import type { Argument } from '../argument.ts'
import type { Directive } from '../directive.ts'
import type { DirectiveMembers } from '../directiveMembers.ts'
import { emitMapping } from '../emit.ts'
import { toText } from '../text.ts'

/** Maximum length of a pattern, so that the search stays fast. */
const maxLength = 1000

const members = {
  pattern: { isRequired: true, summary: 'The string to replace, literally.' },
  value: { isRequired: true, summary: 'The string to change.' },
  replacement: { summary: 'The string in its place. Default: nothing.' },
  pattern2: { summary: 'A second string to replace, in the result.' },
  replacement2: { summary: 'The string in the place of `pattern2`.' },
  ignorecase: { choices: [true, false], summary: 'True if the case of letters does not count. Default: false.' },
  global: { choices: [true, false], summary: 'False to replace only the first occurrence. Default: true.' },
} as const satisfies DirectiveMembers

export const replace: Directive = {
  name: '@replace',
  summary: 'Replaces a pattern in a string, then an optional second one. Patterns and replacements are literal.',
  members,
  examples: [
    {
      mapping: { '@replace': { pattern: '-', replacement: '', value: { '@path': '$.traits.phone' } } },
      input: { traits: { phone: '555-0100-22' } },
      result: '555010022',
    },
    {
      mapping: {
        '@replace': { pattern: 'A', replacement: 'b', global: false, ignorecase: true, value: { '@path': '$.code' } },
      },
      input: { code: 'banana' },
      result: 'bbnana',
    },
    {
      mapping: {
        '@replace': { pattern: '(', pattern2: ')', replacement: '[', replacement2: ']', value: { '@path': '$.code' } },
      },
      input: { code: '(a) (b)' },
      result: '[a] [b]',
    },
    {
      mapping: { '@replace': { pattern: '0', replacement: '$&1', value: { '@path': '$.total' } } },
      input: { total: 50 },
      result: '5$&1',
      note: 'a number or boolean is converted to a string',
    },
    {
      mapping: { '@replace': { pattern: 'a', value: { '@path': '$.traits' } } },
      input: { traits: {} },
      result: '',
      note: 'other values give the empty string; without a replacement the pattern is removed',
    },
  ],
  parse(argument) {
    if (!argument.hasMembers(members)) return undefined
    const member = (key: string) => argument.member(key)
    const pattern = member('pattern')!.text(maxLength)
    if (pattern === '') member('pattern')!.fault('a pattern has at least one character')
    const replacement = member('replacement')?.text(maxLength) ?? ''
    const second = { pattern: member('pattern2'), replacement: member('replacement2') }
    const flags = printFlags(member('global')?.boolean() ?? true, member('ignorecase')?.boolean() ?? false)
    const steps = [{ pattern: pattern ?? '', replacement }]
    const pattern2 = readText(second.pattern)
    if (pattern2 !== '') steps.push({ pattern: pattern2, replacement: readText(second.replacement) })
    const value = member('value')!.textMapping()
    return {
      parts: [{ mapping: value }],
      present: true,
      isText: true,
      emit(block, input) {
        const { unit } = block
        let text = js`${unit.import({ toReplaceable })}(${emitMapping(value, block, input)})`
        for (const { pattern, replacement } of steps) {
          const expression = unit.constant(js`new RegExp(${escapeRegExp(pattern)}, ${flags})`)
          text = js`${unit.import({ replaceText })}(${text}, ${expression}, ${replacement})`
        }
        return block.const(text)
      },
    }
  },
}

function readText(argument: Argument | undefined): string {
  return argument?.text(maxLength) ?? ''
}

function printFlags(isGlobal: boolean, ignoresCase: boolean): string {
  return `${isGlobal ? 'g' : ''}${ignoresCase ? 'i' : ''}`
}

/** Replaces the matches of an expression that is an escaped string. */
export function replaceText(text: string, expression: RegExp, replacement: string): string {
  // Without case, engines compare at each character.
  if (expression.ignoreCase) charge(text.length * expression.source.length)
  else chargeSearch(text, expression.source)
  return text.replace(expression, () => {
    charge(cost.object + replacement.length)
    return replacement
  })
}

export function toReplaceable(value: unknown): string {
  if (value instanceof Date) return toText(value)
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : ''
}
