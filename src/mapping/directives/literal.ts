import type { Directive } from '../directive.ts'
import { emitMapping, isPresent } from '../emit.ts'

export const literal: Directive = {
  name: '@literal',
  summary: 'Gives the value itself; directives inside it still apply.',
  examples: [
    { mapping: { '@literal': 'purchase' }, input: {}, result: 'purchase' },
    {
      mapping: { '@literal': { source: 'web', id: { '@path': '$.userId' } } },
      input: { userId: 'u-1' },
      result: { source: 'web', id: 'u-1' },
    },
  ],
  parse(argument) {
    const value = argument.mapping()
    return {
      parts: [{ mapping: value, place: [] }],
      present: isPresent(value),
      emit: (block, input, keepsAbsentKeys) => emitMapping(value, block, input, keepsAbsentKeys),
    }
  },
}
