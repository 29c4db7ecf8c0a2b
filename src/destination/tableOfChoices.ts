import { defineKey } from '../code/index.ts'
import type { DiagnosticBag } from '../diagnostics/index.ts'
import { isObject, type JsonObject, own, type Pointer } from '../value/index.ts'
import type { Copies, PlacedPart } from './sourceMap.ts'

/** Keys that JavaScript moves before all others, in the order of their numbers. */
const wholeNumber = /^(0|[1-9]\d{0,9})$/

/** Replaces a table of choices, label to value, by a list of them. Writes to the field, which is a copy. */
export function listTable(field: JsonObject, { sources, problems }: Copies): void {
  const table = own(field, 'choices')
  if (!isObject(table)) return
  if (isChoice(table)) reportChoice(table, sources.member(field, 'choices'), problems)
  const items = Object.entries(table).map(([label, value]): PlacedPart => {
    const at = sources.member(table, label)
    const help = helpWith(label)
    if (help !== undefined)
      problems.add('CM101', at, `\`${label}\` cannot be a label in a table`, { marks: 'key', help })
    return [sources.set({ label, value }, { at, isWhole: true }), at]
  })
  // The list has the place of the table.
  defineKey(field, 'choices', sources.joinList(sources.member(field, 'choices'), items))
}

/** True for what looks like one choice: a table with these two labels is hardly meant. */
function isChoice(table: JsonObject): boolean {
  return Object.hasOwn(table, 'label') && Object.hasOwn(table, 'value') && Object.keys(table).length === 2
}

function reportChoice(choice: JsonObject, at: Pointer, problems: DiagnosticBag): void {
  const help = 'write a list: `"choices": [{ "label": …, "value": … }]`'
  const fix = { applicability: 'safe', edits: [{ at, value: [choice] }] } as const
  problems.add('CM101', at, 'these are not choices by label, but one choice', { help, fix })
}

/** Says what to write in place of a key that is no label. */
function helpWith(key: string): string | undefined {
  if (key.startsWith('@') || key.startsWith('$')) return 'a table of choices takes labels and values, not a directive'
  if (!wholeNumber.test(key)) return undefined
  return `the order of such keys is lost, so write a list: \`"choices": [{ "label": "${key}", "value": … }]\``
}
