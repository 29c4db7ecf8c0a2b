import { js } from '../../code/index.ts'
import { chargeCase } from '../../value/index.ts'
import type { Directive } from '../directive.ts'
import { emitMapping } from '../emit.ts'

export const caseDirective: Directive = {
  name: '@case',
  summary: 'Converts a string to lower or upper case; other values stay unchanged.',
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
    if (!argument.hasMembers(['operator'], ['value'])) return undefined
    const operator = argument.member('operator')!.choice(['lower', 'upper'])
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
