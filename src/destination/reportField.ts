import { addShapeProblem, type DiagnosticBag, type Extra } from '../diagnostics/index.ts'
import { type Edit, suggest } from '../text/index.ts'
import {
  describeKind,
  type ErrorObject,
  isObject,
  type Json,
  type JsonObject,
  type Pointer,
  pointer,
} from '../value/index.ts'
import { fieldTypes } from './fieldSchema.ts'
import { isKeyOfField } from './repair.ts'
import { definitionSchema } from './schema.ts'
import { standard } from './standard/index.ts'

const { field, setting } = definitionSchema.$defs
const fields: ReadonlySet<unknown> = new Set([field, setting])

/** True for a mistake of a field or setting. */
export const isOfField = ({ parentSchema }: ErrorObject): boolean => fields.has(parentSchema)

/** Reports a mistake of a field or setting: a value in its place, or a member. */
export function reportField(error: ErrorObject, problems: DiagnosticBag): void {
  const { keyword, instancePath: at, data, params, parentSchema } = error
  const name: string = params.additionalProperty
  if (typeof data === 'string') reportFieldName(data, at, problems)
  else if (keyword === 'type') {
    const message = `expected an object or the name of a type, but it is ${describeKind(data)}`
    problems.add('CM101', at, message, { label: 'expected a field', help: `types are ${fieldTypes.join(', ')}` })
  } else if (keyword === 'additionalProperties' && name.startsWith('@')) {
    const help = `a mapping is the \`default\` of a field: \`"default": { "${name}": … }\``
    problems.add('CM102', pointer(at, name), `\`${name}\` is not a key here`, { help, marks: 'key' })
  } else if (parentSchema === setting && keyword === 'additionalProperties' && isKeyOfField(name)) {
    const help = `settings have ${Object.keys(setting.properties).join(', ')}`
    problems.add('CM102', pointer(at, name), `\`${name}\` is a key of fields, and this is a setting`, {
      help,
      marks: 'key',
    })
  } else if (keyword === 'required' && params.missingProperty === 'type') reportType(data as JsonObject, at, problems)
  else addShapeProblem(error, problems)
}

/** Reports a field without a type. Invalid members, which imply none, are reported themselves. */
function reportType(field: JsonObject, at: Pointer, problems: DiagnosticBag): void {
  const { choices, properties, format } = field
  const areMixed = Array.isArray(choices) && choices.length > 0 && choices.every(isChoice)
  if (properties !== undefined || format !== undefined || (choices !== undefined && !areMixed)) return
  if (['properties', 'format', 'choices'].some(key => problems.reports(pointer(at, key)))) return
  const why = areMixed
    ? 'its choices imply none, because they are not all strings, all numbers or all booleans'
    : implying
  const extra = { label: 'missing `type`', help: `${why}; types are ${fieldTypes.join(', ')}` }
  problems.add('CM103', pointer(at, 'type'), '`type` is missing', extra)
}

const isChoice = (choice: Json) => typeof (isObject(choice) ? (choice.value ?? null) : choice) !== 'object'

const implying = '`properties`, `format`, and `choices` of one type imply the type'

/** Reports a string in place of a field or setting. */
function reportFieldName(text: string, at: Pointer, problems: DiagnosticBag): void {
  const message = `${JSON.stringify(text.slice(0, 80))} is neither a type nor the name of a part`
  problems.add('CM101', at, message, { label: 'expected a field' }, () => {
    const list = listMeant(text, at)
    if (list !== undefined) return { help: list.help, ...replaced({ at, value: list.members }) }
    const [type = ''] = /^[a-z]*/.exec(text)!
    if (fieldTypes.includes(type) && !mark.test(text))
      return { help: `write { "type": "${type}" } with the other members beside it` }
    const meant = suggestType(text)
    if (meant !== undefined) return { meant, help: `did you mean \`${meant}\`?` }
    const part = standardName(text)
    if (part !== undefined) return { help: `did you mean \`${part}\`?`, ...(text.startsWith('std') && { meant: part }) }
    return { help: `types are ${fieldTypes.join(', ')}; a part has a name such as \`#/fields/id\` or \`std#/email\`` }
  })
}

/** Reports the name of no type. */
export function reportTypeName(name: string, at: Pointer, problems: DiagnosticBag): void {
  const help = `types are ${fieldTypes.join(', ')}`
  problems.add('CM101', at, `${JSON.stringify(name.slice(0, 80))} is not a type`, { label: 'not a type', help }, () => {
    const list = listMeant(name, at)
    if (list !== undefined) {
      const { type, multiple } = list.members
      const field = at.slice(0, at.lastIndexOf('/'))
      return { help: list.help, ...replaced({ at, text: type }, { at: pointer(field, 'multiple'), value: multiple }) }
    }
    if (/^(array|list)$/i.test(name)) return { help: 'a list has the type of its items, and `"multiple": true`' }
    const meant = suggestType(name)
    return { meant, help: meant && `did you mean \`${meant}\`?` }
  })
}

/** The mark of a required type, also as it is in Chinese text. */
const mark = /[!！]/

/** The type that a word probably means, with its `!`. */
function suggestType(text: string): string | undefined {
  const name = text.replace(/[\s!！]+/g, '')
  const meant = fieldTypes.includes(name) ? name : suggest(name, fieldTypes)
  return meant && meant + (mark.test(text) ? '!' : '')
}

const replaced = (...edits: Edit[]): Pick<Extra, 'fix'> => ({ fix: { applicability: 'safe', edits } })

/** The members of a list of a type, for `string[]` and the like. A setting is a single value. */
function listMeant(text: string, at: Pointer): { members: Members; help: string } | undefined {
  const [, first, second, third] = listForm.exec(text.replace(mark, '')) ?? []
  const type = suggestType(first ?? second ?? third ?? '')
  if (type === undefined || at.startsWith('/settings/')) return undefined
  const members = { type: mark.test(text) ? `${type}!` : type, multiple: true }
  return { members, help: `a list is written \`"type": "${members.type}", "multiple": true\`` }
}

type Members = { readonly type: string; readonly multiple: boolean }

const listForm = /^ *(?:(\w+) ?\[ *\]|\[ *(\w+) *\]|(?:array|list)(?:<| of )(\w+?)s?>?) *$/i

/** Says how a shared part is named, for a string where only such a name may be. */
export function helpToName(text: string): string {
  const part = standardName(text)
  if (part !== undefined) return `did you mean \`${part}\`?`
  return 'the name of a shared part is possible here too, such as `#/fields/id` or `std#/email`'
}

/** The standard part whose name ends a string: `std#/email` for `email`. */
function standardName(text: string): string | undefined {
  const name = text.replace(/^.*[#/]/, '')
  return Object.hasOwn(standard, name) ? `std#/${name}` : undefined
}
