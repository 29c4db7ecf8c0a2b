import { read } from '../../code/index.ts'
import { near } from '../../diagnostics/index.ts'
import { chargeCompilation, compileCost, isObject, type Pointer } from '../../value/index.ts'
import type { Argument } from '../argument.ts'
import type { MemberDirective } from '../directive.ts'
import type { Applied, Member } from '../mapping.ts'

/** Stands for every field of the payload. */
const every = '*'

export const fields: MemberDirective = {
  name: '@fields',
  summary:
    'Copies fields of the payload under their own names, beside other members of the object, which win. An object renames fields: its keys are the new names. `"*"` copies every field, and `except` lists fields to leave out.',
  language: 'fields',
  own: ['except'],
  examples: [
    {
      mapping: { type: 'track', '@fields': ['currency', 'items'], user: { id: { '@path': '$.payload.userId' } } },
      input: { payload: { items: [{ sku: 'tea' }], currency: 'EUR', userId: 'u-1' } },
      result: { type: 'track', currency: 'EUR', items: [{ sku: 'tea' }], user: { id: 'u-1' } },
      note: 'members are in the order of the mapping',
    },
    {
      mapping: { '@fields': ['currency', 'value'] },
      input: { payload: { value: 0 } },
      result: { value: 0 },
      note: 'an absent field adds no member',
    },
    {
      mapping: { '@fields': { external_id: 'externalId', zp: 'zip' } },
      input: { payload: { externalId: 'u-1', zip: '53111' } },
      result: { external_id: 'u-1', zp: '53111' },
      note: 'an object renames: new names to fields',
    },
    {
      mapping: { '@fields': ['currency', { external_id: 'externalId' }] },
      input: { payload: { externalId: 'u-1', currency: 'EUR' } },
      result: { currency: 'EUR', external_id: 'u-1' },
    },
    {
      mapping: { '@fields': ['currency', 'value'], currency: 'USD' },
      input: { payload: { currency: 'EUR', value: 5 } },
      result: { currency: 'USD', value: 5 },
      note: 'a member beside it wins, also with an absent value, and has the place of the field',
    },
    {
      mapping: { '@fields': ['currency', 'value'], except: ['value'] },
      input: { payload: { currency: 'EUR', value: 5 } },
      result: { currency: 'EUR' },
    },
  ],
  expand(argument, beside) {
    const { payload: listed } = argument.parser.context
    if (listed === 'none') {
      const help = 'to read the event, write a `@path`: `{ "@path": "$.properties.currency" }`'
      return argument.fault('`@fields` copies fields of a payload, and this mapping makes one', help)
    }
    const payload = listed?.()
    const found = (Array.isArray(argument.value) ? argument.items()! : [argument]).map(item =>
      expandItem(item, payload),
    )
    if (found.length === 0 || isEmpty(argument.value)) return argument.fault('`@fields` takes at least one field')
    const except = beside.member('except')
    const excluded = except && parseExcept(except, payload)
    if (found.some(picked => picked === undefined)) return undefined
    const members = found.flatMap(picked => picked!)
    return members.filter(({ field }) => !excluded?.has(field)).map(copyField)
  },
}

const isEmpty = (value: unknown) => isObject(value) && Object.keys(value).length === 0

/** A field with the name that it gets. */
interface Picked {
  readonly key: string
  readonly field: string
  readonly at: Pointer
}

/** Lists the fields of a name, `"*"`, or an object of new names. */
function expandItem(item: Argument, payload: readonly string[] | undefined): readonly Picked[] | undefined {
  const { value, at } = item
  if (value === every) {
    if (payload === undefined) return item.fault('`*` stands for the fields of an action, and there is no action here')
    chargeCompilation(payload.length * compileCost.node)
    return payload.map(field => ({ key: field, field, at }))
  }
  if (typeof value === 'string') return [{ key: value, field: value, at }]
  const names = isObject(value) ? Object.keys(value) : undefined
  if (names === undefined || names.some(name => name.startsWith('@'))) {
    return item.fault('`@fields` takes names of fields, or an object of new names and fields', example)
  }
  return names.flatMap(key => {
    const renamed = item.member(key)!
    if (typeof renamed.value === 'string') return [{ key, field: renamed.value, at: renamed.at }]
    renamed.fault(`\`${key}\` takes the name of a field; any other value is a member beside \`@fields\``, example)
    return []
  })
}

const example = 'write `"@fields": ["currency"]` or `"@fields": { "external_id": "externalId" }`'

/** Reads the names of fields to leave out. */
function parseExcept(except: Argument, payload: readonly string[] | undefined): ReadonlySet<string> {
  const names = (except.items() ?? []).flatMap(item => {
    chargeCompilation((payload?.length ?? 0) * compileCost.comparison)
    const name = item.text(1000)
    if (name !== undefined && payload && !payload.includes(name)) {
      item.parser.report('CM403', item.at, `\`payload\` has no \`${name}\``, {}, () => near(name, payload))
    }
    return name ?? []
  })
  return new Set(names)
}

function copyField({ key, field, at }: Picked): Member {
  const path = ['payload', field]
  const applied: Applied = { copies: true, reads: [{ path, at }], emit: (block, input) => read(block, input, path) }
  return { key, mapping: { kind: 'directive', at, name: fields.name, applied } }
}
