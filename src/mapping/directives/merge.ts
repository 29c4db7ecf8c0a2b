import { defineKey, join, js } from '../../code/index.ts'
import type { Directive } from '../directive.ts'
import { emitMapping } from '../emit.ts'

export const merge: Directive = {
  name: '@merge',
  summary: 'One object of several; with `direction` "right" the last of them wins, with "left" the first.',
  examples: [
    {
      mapping: { '@merge': { direction: 'right', objects: [{ '@path': '$.traits' }, { plan: 'pro' }] } },
      input: { traits: { plan: 'free', name: 'Ann' } },
      result: { plan: 'pro', name: 'Ann' },
    },
    {
      mapping: { '@merge': { direction: 'left', objects: [{ '@path': '$.traits' }, { plan: 'free' }] } },
      input: { traits: { plan: 'pro' } },
      result: { plan: 'pro' },
    },
    {
      mapping: {
        '@merge': { direction: 'right', objects: [{ '@path': '$.traits' }, { plan: { '@path': '$.plan' } }] },
      },
      input: { traits: { plan: 'pro', name: 'Ann' } },
      result: { name: 'Ann' },
      note: 'a key wins even when its value is absent',
    },
  ],
  parse(argument) {
    if (!argument.hasMembers(['direction', 'objects'], [])) return undefined
    const direction = argument.member('direction')!.choice(['left', 'right'])
    const objects =
      argument
        .member('objects')!
        .items()
        ?.map(object => object.objectMapping()) ?? []
    return {
      parts: objects.map(mapping => ({ mapping })),
      present: true,
      emit(block, input, sparse) {
        const codes = objects.map(object => emitMapping(object, block, input, true))
        const ordered = direction === 'left' ? codes.reverse() : codes
        return block.const(js`${block.unit.link('mergeObjects', mergeObjects)}([${join(ordered, ', ')}], ${sparse})`)
      },
    }
  },
}

/** Without `sparse`, the keys whose last value is absent are left out. */
function mergeObjects(objects: readonly unknown[], sparse: boolean): object {
  const merged = new Map<string, unknown>()
  for (const object of objects) {
    for (const [key, value] of Object.entries(object ?? {})) merged.set(key, value)
  }
  const result = {}
  for (const [key, value] of merged) if (value !== undefined || sparse) defineKey(result, key, value)
  return result
}
