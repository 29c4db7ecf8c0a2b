import { type Block, type JsCode, js } from '../../code/index.ts'
import { pointer } from '../../value/index.ts'
import type { Directive } from '../directive.ts'
import type { DirectiveMembers } from '../directiveMembers.ts'
import { emitMapping, traceArm } from '../emit.ts'
import type { Mapping } from '../mapping.ts'
import { toText } from '../text.ts'

const members = {
  exists: { summary: 'The value to test: neither absent nor null.' },
  blank: { summary: 'The value to test, which must not be blank: not absent, null, empty, 0 or false.' },
  then: { summary: 'The value if the test holds.' },
  else: { summary: 'The value if the test does not hold.' },
} as const satisfies DirectiveMembers

export const ifDirective: Directive = {
  name: '@if',
  summary: 'Gives `then` when a value exists (neither absent nor null) or, with `blank`, is not blank; else `else`.',
  members,
  examples: [
    {
      mapping: {
        '@if': { exists: { '@path': '$.userId' }, then: { '@path': '$.userId' }, else: { '@path': '$.anonymousId' } },
      },
      input: { userId: null, anonymousId: 'a-1' },
      result: 'a-1',
    },
    {
      mapping: { '@if': { blank: { '@path': '$.traits.email' }, then: 'has an email', else: 'has none' } },
      input: { traits: { email: 'ann@example.com' } },
      result: 'has an email',
      note: '`blank` tests that the value is not blank',
    },
    {
      mapping: { '@if': { blank: { '@path': '$.traits.email' }, then: 1, else: 0 } },
      input: { traits: { email: '' } },
      result: 0,
    },
    { mapping: { '@if': { exists: { '@path': '$.userId' }, then: true } }, input: {} },
  ],
  parse(argument) {
    if (!argument.hasMembers(members)) return undefined
    const exists = argument.member('exists')
    const blank = argument.member('blank')
    if (exists) blank?.ignore('`@if` has `exists` and `blank`, and takes `exists` of them')
    const subject = exists ?? blank
    if (subject === undefined) return argument.fault('`@if` needs `exists` or `blank`')
    const tested = subject.mapping()
    const then = argument.member('then')?.mapping()
    const otherwise = argument.member('else')?.mapping()
    const emitArm = (
      number: number,
      arm: Mapping | undefined,
      block: Block,
      input: JsCode,
      keepsAbsentKeys: boolean,
    ) => {
      traceArm(block, argument.at, number)
      return arm === undefined ? js`undefined` : emitMapping(arm, block, input, keepsAbsentKeys)
    }
    return {
      branches: [{ at: argument.at, arms: ['then', 'else'].map(key => ({ at: pointer(argument.at, key) })) }],
      parts: [{ mapping: tested }, ...[then, otherwise].flatMap(mapping => (mapping ? { mapping, place: [] } : []))],
      emit(block, input, keepsAbsentKeys) {
        const value = emitMapping(tested, block, input)
        const condition = exists ? js`${value} != null` : js`!${block.unit.import({ isBlank })}(${value})`
        return block.choose(
          condition,
          block => emitArm(0, then, block, input, keepsAbsentKeys),
          block => emitArm(1, otherwise, block, input, keepsAbsentKeys),
        )
      },
    }
  },
}

/** True for values loosely equal to the empty string, as in saved mappings: `0`, `false` and `[]` too. */
export function isBlank(value: unknown): boolean {
  if (Array.isArray(value)) return toText(value) === ''
  return value === undefined || value === null || value === '' || value === 0 || value === false
}
