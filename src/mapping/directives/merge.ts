import { copyOf, defineKey, js } from '../../code/index.ts'
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
      parts: objects.map(mapping => ({ mapping, place: [] })),
      present: true,
      emit(block, input, sparse) {
        const codes = objects.map(object => emitMapping(object, block, input, true))
        const ordered = direction === 'left' ? codes.reverse() : codes
        const merged = block.const(copyOf(ordered))
        return sparse ? merged : block.const(js`${block.unit.link('dropAbsent', dropAbsent)}(${merged})`)
      },
    }
  },
}

/** Leaves out the keys whose value is absent: a new object only where there are some. */
function dropAbsent(object: Record<string, unknown>): object {
  const keys = Object.keys(object)
  if (keys.every(key => object[key] !== undefined)) return object
  const kept = {}
  for (const key of keys) if (object[key] !== undefined) defineKey(kept, key, object[key])
  return kept
}
