import { js } from '../../code/index.ts'
import { chargeWalk } from '../../value/index.ts'
import type { Directive } from '../directive.ts'
import type { DirectiveMembers } from '../directiveMembers.ts'
import { emitMapping, isPresent } from '../emit.ts'

const members = {
  apply: { isRequired: true, summary: 'The first mapping. Its result is the input of `mapping`.' },
  mapping: { isRequired: true, hasOwnInput: true, summary: 'The second mapping, over the result of `apply`.' },
} as const satisfies DirectiveMembers

export const transform: Directive = {
  name: '@transform',
  summary: 'Maps twice: the result of `apply` is the input of `mapping`.',
  members,
  examples: [
    {
      mapping: {
        '@transform': {
          apply: { items: { '@arrayPath': ['$.properties.products', { sku: { '@path': '$.product_id' } }] } },
          mapping: { first: { '@path': '$.items[0].sku' } },
        },
      },
      input: { properties: { products: [{ product_id: 'p-1' }] } },
      result: { first: 'p-1' },
    },
  ],
  parse(argument) {
    if (!argument.hasMembers(members)) return undefined
    const apply = argument.member('apply')!.objectMapping()
    const mapping = argument.member('mapping')!.objectMapping()
    return {
      parts: [{ mapping: apply }, { mapping, origin: () => undefined, place: [] }],
      present: isPresent(mapping),
      emit(block, input, keepsAbsentKeys) {
        const between = emitMapping(apply, block, input)
        // Each `@transform` may have a value twice, so that many of them double it.
        block.add(js`${block.unit.import({ chargeWalk })}(${between});`)
        return emitMapping(mapping, block, between, keepsAbsentKeys)
      },
    }
  },
}
