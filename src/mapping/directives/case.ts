import { js } from '../../code/index.ts'
import type { Directive } from '../directive.ts'
import { emitMapping } from '../emit.ts'

export const caseDirective: Directive = {
  name: '@case',
  summary: 'A text in lower or upper case; any other value as it is.',
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
      emit(block, input, sparse) {
        if (value === undefined) return js`undefined`
        const code = emitMapping(value, block, input, sparse)
        const changed = operator === 'lower' ? js`${code}.toLowerCase()` : js`${code}.toUpperCase()`
        return block.const(js`typeof ${code} === "string" ? ${changed} : ${code}`)
      },
    }
  },
}
