import type { Pointer } from '../../value/index.ts'

/** A part of the metadata that a definition does not have in the same form. */
export interface ImportNote {
  /** Name of the part, such as `depends_on`. */
  readonly part: string
  /** `lost`: what is sent may differ. `form`: only the form of Segment had it. `changed`: it is written differently. */
  readonly effect: 'lost' | 'form' | 'changed'
  readonly message: string
  /** Places in the metadata. */
  readonly at: readonly Pointer[]
}

type Kind = Pick<ImportNote, 'effect' | 'message'>

const lost = (message: string): Kind => ({ effect: 'lost', message })
const form = (message: string): Kind => ({ effect: 'form', message })
const changed = (message: string): Kind => ({ effect: 'changed', message })
const display = form('it only describes the form')

/** Parts that are known and not carried over, by name. */
const kinds: Readonly<Record<string, Kind>> = {
  audienceConfig: lost('callmap keeps no audiences'),
  audienceFields: lost('callmap keeps no audiences'),
  batch_keys: lost('write it as `batch.key`'),
  category: form('callmap has no such category'),
  choices: lost('callmap takes scalars, or objects with a `value`'),
  default: lost('callmap cannot map it'),
  defaultObjectUI: display,
  depends_on: form('the field can always be mapped'),
  disabledInputMethods: display,
  displayMode: display,
  dynamic: form('Segment asks the vendor for choices; any value can be mapped'),
  dynamicFields: form('Segment asks the vendor for choices; any value can be mapped'),
  fieldKey: changed('a condition on a property is now written with its path'),
  format: lost('callmap has no such format'),
  hidden: form('the action can always be used'),
  hooks: lost('nothing runs when a mapping is saved'),
  mapping: form('the action has no such field'),
  mode: lost('callmap makes the requests of a server'),
  placeholder: display,
  platform: lost('callmap makes the requests of a server'),
  presets: lost('it has no `subscribe` and no `partnerAction`, so it matches no event of a source'),
  readOnly: display,
  required: lost('callmap has conditions on single values of fields only'),
  scheme: lost('write `tokens` for OAuth'),
  subscribe: changed('the trigger is corrected'),
  syncMode: lost('write a field or a setting for the mode'),
  type: lost('callmap has no such type, so it is a string'),
  unmapped: lost('a preset does not map a required field; it is marked `$todo`'),
  unsafe_hidden: display,
}

/** Collects notes by part and message. */
export class Notes {
  readonly #places = new Map<string, { note: Omit<ImportNote, 'at'>; at: Pointer[] }>()

  /** Adds a place. Without a message, it is the usual one for this part. */
  add(part: string, at: Pointer, message?: string): void {
    const known = Object.hasOwn(kinds, part) ? kinds[part] : undefined
    const kind = message === undefined ? (known ?? lost('callmap does not know it')) : lost(message)
    const key = JSON.stringify([part, kind.message])
    const entry = this.#places.get(key) ?? { note: { part, ...kind }, at: [] }
    if (!entry.at.includes(at)) entry.at.push(at)
    this.#places.set(key, entry)
  }

  /** The notes, those about lost parts first. */
  get list(): ImportNote[] {
    const order = ['lost', 'changed', 'form']
    return [...this.#places.values()]
      .map(({ note, at }) => ({ ...note, at }))
      .toSorted((a, b) => order.indexOf(a.effect) - order.indexOf(b.effect))
  }
}
