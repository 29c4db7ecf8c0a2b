import { type Block, defineKey, isJsonObject, type JsCode, js, mergeObjects } from '../../code/index.ts'
import { chargeMembers, cost } from '../../value/index.ts'
import type { Directive } from '../directive.ts'
import type { DirectiveMembers } from '../directiveMembers.ts'
import { emitMapping } from '../emit.ts'
import type { Mapping } from '../mapping.ts'

const members = {
  direction: { isRequired: true, choices: ['left', 'right'], summary: 'The end of the list whose objects win.' },
  objects: { isRequired: true, summary: 'A list of objects.' },
} as const satisfies DirectiveMembers

export const merge: Directive = {
  name: '@merge',
  summary: 'Merges objects; with `direction` "right" the last one wins, with "left" the first.',
  members,
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
    {
      mapping: { '@merge': { direction: 'right', objects: [{ plan: 'free' }, { '@path': '$.traits' }] } },
      input: { traits: 'pro' },
      result: { plan: 'free' },
      note: 'only objects are merged: a string or a list adds no keys',
    },
  ],
  parse(argument) {
    if (!argument.hasMembers(members)) return undefined
    const direction = argument.member('direction')!.choice(members.direction.choices)
    const objects =
      argument
        .member('objects')!
        .items()
        ?.map(object => object.objectMapping()) ?? []
    return {
      parts: objects.map(mapping => ({ mapping, place: [] })),
      present: true,
      emit(block, input, keepsAbsentKeys) {
        const codes = objects.map(object => emitMembers(object, block, input))
        for (const [index, object] of objects.entries()) {
          if (object.kind === 'object') block.cost(object.members.length * cost.copiedMember)
          else block.add(js`${block.unit.import({ chargeMembers })}(${codes[index]!});`)
        }
        const ordered = direction === 'left' ? codes.reverse() : codes
        const merged = block.const(mergeObjects(block, ordered))
        return keepsAbsentKeys ? merged : block.const(js`${block.unit.import({ dropAbsent })}(${merged})`)
      },
    }
  },
}

/** Emits the object to merge. Other values have no members, so that a string is not spread into its letters. */
function emitMembers(mapping: Mapping, block: Block, input: JsCode): JsCode {
  const value = emitMapping(mapping, block, input, true)
  if (mapping.kind === 'object') {
    block.assumeObject(value)
    return value
  }
  return block.const(js`${isJsonObject(block, value)} ? ${value} : undefined`)
}

/** Drops keys with an absent value. Creates a new object only if there are some. */
export function dropAbsent(object: Record<string, unknown>): object {
  for (const key in object) if (object[key] === undefined) return withoutAbsent(object)
  return object
}

function withoutAbsent(object: Record<string, unknown>): object {
  const kept = {}
  for (const key of Object.keys(object)) if (object[key] !== undefined) defineKey(kept, key, object[key])
  return kept
}
