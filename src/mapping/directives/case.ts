import { js } from '../../code/index.ts'
import { chargeCase } from '../../value/index.ts'
import type { Directive } from '../directive.ts'
import type { DirectiveMembers } from '../directiveMembers.ts'
import { emitMapping } from '../emit.ts'

const members = {
  operator: { isRequired: true, choices: ['lower', 'upper'], summary: 'The case to convert to.' },
  value: { summary: 'The string to convert.' },
} as const satisfies DirectiveMembers

export const caseDirective: Directive = {
  name: '@case',
  summary: 'Converts a string to lower or upper case; other values stay unchanged.',
  members,
  examples: [
    {
      mapping: { '@case': { operator: 'lower', value: { '@path': '$.traits.email' } } },
      input: { traits: { email: 'Ann@Example.com' } },
      result: 'ann@example.com',
    },
    { mapping: { '@case': { operator: 'upper', value: 'eur' } }, input: {}, result: 'EUR' },
    {
      mapping: { '@case': { operator: 'upper', value: { '@path': '$.properties.total' } } },
      input: { properties: { total: 5 } },
      result: 5,
    },
  ],
  parse(argument) {
    if (!argument.hasMembers(members)) return undefined
    const operator = argument.member('operator')!.choice(members.operator.choices)
    const value = argument.member('value')?.textMapping()
    return {
      parts: value ? [{ mapping: value }] : [],
      emit(block, input, keepsAbsentKeys) {
        if (value === undefined) return js`undefined`
        const change =
          operator === 'lower' ? block.unit.import({ lowerIfString }) : block.unit.import({ upperIfString })
        return block.const(js`${change}(${emitMapping(value, block, input, keepsAbsentKeys)})`)
      },
    }
  },
}

export function lowerIfString(value: unknown): unknown {
  return typeof value === 'string' ? paid(value).toLowerCase() : value
}

export function upperIfString(value: unknown): unknown {
  return typeof value === 'string' ? paid(value).toUpperCase() : value
}

function paid(text: string): string {
  chargeCase(text)
  return text
}
