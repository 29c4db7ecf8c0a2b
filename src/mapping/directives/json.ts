import { js } from '../../code/index.ts'
import { BudgetError, chargeWalk, findForeign, isJson, readJson } from '../../value/index.ts'
import type { Directive } from '../directive.ts'
import type { DirectiveMembers } from '../directiveMembers.ts'
import { emitMapping } from '../emit.ts'
import { MappingError } from '../mappingError.ts'

const members = {
  mode: { isRequired: true, choices: ['encode', 'decode'], summary: '`encode` makes a string, `decode` reads one.' },
  value: { isRequired: true, summary: 'The value to convert.' },
} as const satisfies DirectiveMembers

export const json: Directive = {
  name: '@json',
  summary: 'Converts a value to a JSON string (`encode`), or a JSON string to its value (`decode`).',
  members,
  examples: [
    {
      mapping: { '@json': { mode: 'encode', value: { '@path': '$.properties' } } },
      input: { properties: { total: 5 } },
      result: '{"total":5}',
    },
    {
      mapping: { '@json': { mode: 'decode', value: { '@path': '$.properties.cart' } } },
      input: { properties: { cart: '{"id":"c-1"}' } },
      result: { id: 'c-1' },
    },
    {
      mapping: { '@json': { mode: 'decode', value: { '@path': '$.properties.cart' } } },
      input: { properties: { cart: 'c-1' } },
      result: 'c-1',
      note: 'a string that is not JSON stays unchanged',
    },
  ],
  parse(argument) {
    if (!argument.hasMembers(members)) return undefined
    const mode = argument.member('mode')!.choice(members.mode.choices)
    const value = argument.member('value')!.mapping()
    return {
      parts: [{ mapping: value }],
      emit(block, input, keepsAbsentKeys) {
        const isEncoded = mode === 'encode'
        const code = emitMapping(value, block, input, keepsAbsentKeys && !isEncoded)
        const run = isEncoded ? block.unit.import({ encodeJson }) : block.unit.import({ decodeJson })
        return block.const(js`${run}(${code})`)
      },
    }
  },
}

export function encodeJson(value: unknown): string | undefined {
  try {
    // `JSON.stringify` would write infinity as null, and a `Map` as an empty object.
    if (isJson(value)) {
      chargeWalk(value)
      return JSON.stringify(value)
    }
  } catch (error) {
    if (error instanceof BudgetError) throw error
    // Nested deeper than the stack, or circular.
  }
  const foreign = findForeign(value)
  if (foreign) throw new MappingError('CM903', `${foreign.what} cannot be written as JSON`)
  throw new MappingError('CM906', 'a value is nested too deep to be written as JSON')
}

export function decodeJson(value: unknown): unknown {
  return typeof value === 'string' ? readJson(value) : value
}
