import { js } from '../../code/index.ts'
import type { Directive } from '../directive.ts'
import { emitMapping, traceArm } from '../emit.ts'

export const coalesce: Directive = {
  name: '@coalesce',
  summary: 'Takes the first value of a list that is neither absent nor null.',
  examples: [
    {
      mapping: { '@coalesce': [{ '@path': '$.userId' }, { '@path': '$.anonymousId' }, 'nobody'] },
      input: { userId: null, anonymousId: 'a-1' },
      result: 'a-1',
    },
    {
      mapping: { '@coalesce': [{ '@path': '$.properties.total' }, 5] },
      input: { properties: { total: 0 } },
      result: 0,
      note: '`0`, `false` and `""` are values',
    },
    { mapping: { '@coalesce': [{ '@path': '$.userId' }] }, input: { userId: null } },
  ],
  parse(argument) {
    const values = argument.items()?.map(item => item.mapping())
    if (values === undefined) return undefined
    if (values.length === 0) return argument.fault('`@coalesce` takes at least one value')
    return {
      branches: [{ at: argument.at, arms: values.map(({ at }) => ({ at })) }],
      parts: values.map(mapping => ({ mapping, place: [] })),
      emit(block, input, keepsAbsentKeys) {
        const result = block.let()
        values.forEach((value, index) => {
          const inner = index === 0 ? block : block.inner()
          inner.add(js`${result} = ${emitMapping(value, inner, input, keepsAbsentKeys)} ?? undefined;`)
          if (inner.unit.trace) {
            const taken = inner.inner()
            traceArm(taken, argument.at, index)
            inner.add(js`if (${result} !== undefined) {\n${taken.code}\n}`)
          }
          if (index > 0) block.add(js`if (${result} === undefined) {\n${inner.code}\n}`)
        })
        return result
      },
    }
  },
}
