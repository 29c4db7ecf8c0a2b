import {
  type ActionDefinition,
  type Definition,
  type FieldDefinition,
  findWrittenAt,
  resolveDefinition,
  type SettingDefinition,
} from '../../destination/index.ts'
import { DiagnosticBag } from '../../diagnostics/index.ts'
import { JsonDraft, type TextFile } from '../../document/index.ts'
import { isObject, type Json, lazy, type Pointer, pointer, pointerKeys } from '../../value/index.ts'
import type { FileRange } from '../answer.ts'
import { code, describe, type Entry } from '../entry.ts'
import { listReads } from './eventTree.ts'

/** A definition whose names a file uses, as far as it can be read. */
export class KnownDefinition {
  readonly file: string
  readonly #draft: JsonDraft
  readonly #value: () => Json
  readonly #expanded: () => Partial<Definition>

  constructor({ file, text }: TextFile, draft = new JsonDraft(text)) {
    this.file = file
    this.#draft = draft
    this.#value = lazy(() => draft.value() ?? {})
    this.#expanded = lazy(() => resolveDefinition(this.#value(), new DiagnosticBag())?.definition ?? {})
  }

  /** The definition with its short forms written out. */
  get definition(): Partial<Definition> {
    return this.#expanded()
  }

  get actions(): { readonly [key: string]: ActionDefinition } {
    return this.definition.actions ?? {}
  }

  /** Its own subscriptions. */
  get subscriptions(): readonly Json[] {
    const value = this.#value()
    return isObject(value) && Array.isArray(value.subscriptions) ? value.subscriptions : []
  }

  /** The file as it is written. */
  get written(): Json {
    return this.#value()
  }

  /** Finds where a part is written. */
  locate(at: Pointer): FileRange | undefined {
    const found = this.#draft.find(pointerKeys(findWrittenAt(this.#value(), at)))
    const place = found?.key ?? found?.node
    return place && { file: this.file, from: place.start, to: place.end }
  }

  listActions(): Entry[] {
    return Object.entries(this.actions).map(([name, { title, description }]) => ({
      name,
      kind: 'action',
      detail: title,
      text: describe(title && `**${title}**`, description),
      target: () => this.locate(pointer('/actions', name)),
    }))
  }

  listSettings(): Entry[] {
    return Object.entries(this.definition.settings ?? {}).map(([name, setting]) => ({
      ...describeField(name, setting),
      kind: 'setting',
      target: () => this.locate(pointer('/settings', name)),
    }))
  }

  /** The fields of an action; without one, those of all actions. */
  listFields(action?: string): Entry[] {
    const named = action === undefined ? Object.entries(this.actions) : [[action, this.actions[action]] as const]
    const all = named.flatMap(([key, found]) =>
      Object.entries(found?.fields ?? {}).map(([name, field]): [string, Entry] => [
        name,
        { ...describeField(name, field), target: () => this.locate(pointer('/actions', key, 'fields', name)) },
      ]),
    )
    return [...new Map(all.toReversed())].toReversed().map(([, entry]) => entry)
  }

  listConstants(): Entry[] {
    return Object.entries(this.definition.constants ?? {}).map(([name, mapping]) => ({
      name,
      kind: 'constant',
      text: code(mapping as Json),
      target: () => this.locate(pointer('/constants', name)),
    }))
  }

  /** The paths of events that the defaults of its fields read. */
  readonly eventPaths = lazy(() => {
    const fields = Object.values(this.actions).flatMap(({ fields = {} }) => Object.values(fields))
    return fields.flatMap(({ default: mapping }) => (mapping === undefined ? [] : listReads(mapping)))
  })

  /** The functions that expressions of the definition can call. */
  listFunctions(): Entry[] {
    return Object.entries(this.definition.functions ?? {}).map(([name, text]) => {
      const lines = [text].flat()
      const parameters = /^\s*(?:function|λ)\s*(\([^)]*\))/.exec(lines.join('\n'))?.[1] ?? '()'
      return {
        name: `$${name}`,
        kind: 'function',
        detail: parameters,
        text: describe('A function of this definition.', `\`\`\`\n${lines.join('\n')}\n\`\`\``),
        target: () => this.locate(pointer('/functions', name)),
      }
    })
  }
}

/** Describes a field or a setting: its label, description, type and choices. */
export function describeField(name: string, field: FieldDefinition | SettingDefinition): Entry {
  const { label, description, type, required, choices = [] } = field
  const isList = 'multiple' in field && field.multiple === true
  const values = choices.slice(0, 20).map(choice => code(readChoice(choice).value))
  const more = choices.length > values.length ? ', …' : ''
  return {
    name,
    kind: 'field',
    detail: [isList ? `list of ${type}` : type, required === true && 'required'].filter(Boolean).join(', '),
    text: describe(
      label !== undefined && `**${label}**`,
      description,
      values.length > 0 && `One of ${values.join(', ')}${more}.`,
      'default' in field && field.default !== undefined && `Default: ${code(field.default as Json)}`,
    ),
  }
}

/** Lists the values that a field or setting takes, if they are known. */
export function listChoices({ choices = [], type }: Partial<FieldDefinition>): Entry[] {
  if (choices.length === 0) return type === 'boolean' ? [true, false].map(value => valueEntry(value)) : []
  return choices.map(choice => {
    const { label, value } = readChoice(choice)
    return valueEntry(value, label)
  })
}

export function valueEntry(value: Json, text?: string): Entry {
  const name = typeof value === 'string' ? value : JSON.stringify(value)
  return { name, kind: 'value', text, ...(typeof value !== 'string' && { value }) }
}

function readChoice(choice: NonNullable<FieldDefinition['choices']>[number]) {
  return typeof choice === 'object' ? choice : { value: choice, label: undefined }
}
