import partition from 'lodash-es/partition.js'
import pick from 'lodash-es/pick.js'
import { addShapeProblem, type DiagnosticBag, near } from '../diagnostics/index.ts'
import { suggest } from '../text/index.ts'
import { newAjv } from '../value/ajv.ts'
import {
  chargeCompilation,
  compileCost,
  describeKind,
  type ErrorObject,
  generateCode,
  isObject,
  type Json,
  type JsonObject,
  lazy,
  type Pointer,
  pointer,
  pointerKeys,
  type ValidateFunction,
} from '../value/index.ts'
import { copyGiven } from './copyGiven.ts'
import type { Definition, SubscriptionDefinition } from './definition.ts'
import { maxDepth, mostValues } from './definitionSize.ts'
import { fieldTypes } from './fieldSchema.ts'
import { fits } from './fits.ts'
import { takesName } from './partNames.ts'
import { readGiven } from './readGiven.ts'
import { repair } from './repair.ts'
import { definitionSchema } from './schema.ts'
import { standard } from './standard/index.ts'

const subscriptionsSchema = {
  $defs: definitionSchema.$defs,
  properties: pick(definitionSchema.properties, 'subscriptions'),
}
const ajv = lazy(() => newAjv({ ownProperties: true, strictTypes: false, strictRequired: false, verbose: true }))
const definitions = lazy(() => generateCode(() => ajv().compile(definitionSchema)))
const subscriptionLists = lazy(() => generateCode(() => ajv().compile(subscriptionsSchema)))

/**
 * Reports every violation of the schema of a definition, and removes the invalid parts, so that the rest can be checked.
 * Writes to the value, which is a copy.
 */
export function checkShape(value: JsonObject, problems: DiagnosticBag): Definition {
  const checked = fits(value, definitionSchema) ? value : validate(definitions(), value, problems)
  return checked as unknown as Definition
}

/**
 * Reports every violation of the schema of subscriptions, and returns a copy that its caller cannot change. An invalid one
 * becomes `undefined`.
 */
export function checkSubscriptions(
  given: unknown = [],
  problems: DiagnosticBag,
): readonly (SubscriptionDefinition | undefined)[] {
  const copied = readGiven('CM101', problems, '/subscriptions', () => copyGiven(given) as Json)
  if (copied !== undefined && isTooLarge(copied)) {
    problems.add('CM109', '/subscriptions', `subscriptions have at most ${mostValues} values`)
    return []
  }
  const value = { subscriptions: copied === undefined ? [] : copied }
  const checked = fits(value, subscriptionsSchema) ? value : validate(subscriptionLists(), value, problems)
  return (checked.subscriptions ?? []) as unknown as SubscriptionDefinition[]
}

/** Counts values at each of their places. Values that are nested too deep are reported where they are read. */
function isTooLarge(root: Json): boolean {
  const open: [value: Json, depth: number][] = [[root, 0]]
  let values = 0
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [value, depth] = next
    if (++values > mostValues) return true
    if (typeof value !== 'object' || value === null || depth > maxDepth) continue
    for (const part of Object.values(value)) open.push([part as Json, depth + 1])
  }
  return false
}

function validate(validator: ValidateFunction, value: JsonObject, problems: DiagnosticBag): JsonObject {
  const replaced = new Set<Pointer>()
  for (let round = 0; !validator(value) && round < maxRounds; round++) {
    // Beside the errors of the branch that `if` chose, and beside those of `propertyNames`.
    const errors = (validator.errors ?? []).filter(({ keyword }) => keyword !== 'if' && keyword !== 'not')
    if (round === 0) reportAll(errors, problems)
    else chargeCompilation(errors.length * compileCost.mistake)
    repair(value, errors, replaced)
  }
  return value
}

/** Maximum number of repairs: a removal can make a parent incomplete, at most three levels up. */
const maxRounds = 4

function reportAll(errors: readonly ErrorObject[], problems: DiagnosticBag): void {
  const misplaced = new Set(errors.filter(({ keyword }) => keyword === 'propertyNames').map(directivePlace))
  const isInside = ({ instancePath }: ErrorObject) => {
    if (misplaced.size === 0) return false
    const keys = pointerKeys(instancePath)
    return keys.some((_, i) => misplaced.has(pointer('', ...keys.slice(0, i + 1))))
  }
  // A key `$ref` is no reference: this is why other members are missing.
  const [first, others] = partition(errors, isUnreadReference)
  for (const error of [...first, ...others]) {
    chargeCompilation(compileCost.mistake)
    if (error.keyword === 'propertyNames') reportDirective(error, problems)
    else if (!isInside(error) && (problems.isFull || !isReported(error, problems))) report(error, problems)
  }
}

const isUnreadReference = ({ keyword, params }: ErrorObject) =>
  keyword === 'additionalProperties' && params.additionalProperty === '$ref'

/** True if an error follows from another one at its place: from a reference that names nothing, or from a part of another kind. */
function isReported({ instancePath: at, params }: ErrorObject, problems: DiagnosticBag): boolean {
  const key: string | undefined = params.missingProperty ?? params.additionalProperty
  return problems.reports(at) || (key !== undefined && problems.reports(pointer(at, key)))
}

function directivePlace({ instancePath, params }: ErrorObject): Pointer {
  return pointer(instancePath, params.propertyName)
}

/** Reports a directive in place of a record, which would be read as a name. */
function reportDirective(error: ErrorObject, problems: DiagnosticBag): void {
  const [name = '', directive] = pointerKeys(directivePlace(error)).slice(-2)
  const message = `\`${name}\` takes values by name, not a directive (\`${directive}\`)`
  const help = `write each by its name: \`"${name}": { "name": { "${directive}": … } }\``
  problems.add('CM102', directivePlace(error), message, { help, marks: 'key' })
}

function report(error: ErrorObject, problems: DiagnosticBag): void {
  const { keyword, instancePath: at, data, params, parentSchema } = error
  const known = keyword === 'additionalProperties' && writtenKeys.get(parentSchema)
  const mayBeName = keyword === 'type' && typeof data === 'string' && takesName(parentSchema)
  if (keyword === 'pattern') problems.add('CM101', at, patterns.get(params.pattern)!)
  else if (isUnreadReference(error) && !at.startsWith('/subscriptions')) {
    const { $ref } = data as JsonObject
    const help = helpToName(typeof $ref === 'string' ? $ref : '')
    problems.add('CM105', pointer(at, '$ref'), '`$ref` is the name of a part', { help })
  } else if (known) {
    const key: string = params.additionalProperty
    const message = `\`${key}\` is not a key here`
    problems.add('CM102', pointer(at, key), message, { marks: 'key' }, () => {
      if (key === 'with')
        return { help: 'it gives values to the holes of a template: write `"extends": "name"` beside it' }
      return near(key, [...Object.keys(parentSchema?.properties ?? {}), ...known])
    })
  } else if (error.schema === fieldTypes && typeof data === 'string') reportTypeName(data, at, problems)
  else if (fields.has(parentSchema)) reportField(error, problems)
  // Subscriptions of an account share no parts.
  else if (!mayBeName || at.startsWith('/subscriptions')) addShapeProblem(error, problems)
  else addShapeProblem({ ...error, parentSchema: { description: helpToName(data) } }, problems)
}

/** Keys of short forms, which are gone from a definition that is written out. */
const writtenKeys = new Map<unknown, readonly string[]>([
  [definitionSchema, ['templates', 'fragments']],
  [definitionSchema.$defs.action, ['extends', 'with']],
])

const fields: ReadonlySet<unknown> = new Set([definitionSchema.$defs.field, definitionSchema.$defs.setting])

/** Reports a mistake of a field or setting: a value in its place, or a member. */
function reportField(error: ErrorObject, problems: DiagnosticBag): void {
  const { keyword, instancePath: at, data, params } = error
  if (typeof data === 'string') reportFieldName(data, at, problems)
  else if (keyword === 'type') {
    const message = `expected an object or the name of a type, but it is ${describeKind(data)}`
    problems.add('CM101', at, message, { label: 'expected a field', help: `types are ${fieldTypes.join(', ')}` })
  } else if (keyword === 'additionalProperties' && params.additionalProperty.startsWith('@')) {
    const directive: string = params.additionalProperty
    const help = `a mapping is the \`default\` of a field: \`"default": { "${directive}": … }\``
    problems.add('CM102', pointer(at, directive), `\`${directive}\` is not a key here`, { help, marks: 'key' })
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
    const [type = ''] = /^[a-z]*/.exec(text)!
    if (fieldTypes.includes(type) && !/[!！]/.test(text))
      return { help: `write { "type": "${type}" } with the other members beside it` }
    const meant = suggestType(text)
    if (meant !== undefined) return { meant, help: `did you mean \`${meant}\`?` }
    const part = standardName(text)
    if (part !== undefined) return { help: `did you mean \`${part}\`?`, ...(text.startsWith('std') && { meant: part }) }
    return { help: `types are ${fieldTypes.join(', ')}; a part has a name such as \`#/fields/id\` or \`std#/email\`` }
  })
}

/** Reports the name of no type. */
function reportTypeName(name: string, at: Pointer, problems: DiagnosticBag): void {
  const help = `types are ${fieldTypes.join(', ')}`
  problems.add('CM101', at, `${JSON.stringify(name.slice(0, 80))} is not a type`, { label: 'not a type', help }, () => {
    const meant = suggestType(name)
    return { meant, help: meant && `did you mean \`${meant}\`?` }
  })
}

/** The type that a word probably means, with its `!`. */
function suggestType(text: string): string | undefined {
  const name = text.replace(/[\s!！]+/g, '')
  const meant = fieldTypes.includes(name) ? name : suggest(name, fieldTypes)
  return meant && meant + (/[!！]/.test(text) ? '!' : '')
}

/** Says how a shared part is named, for a string where only such a name may be. */
function helpToName(text: string): string {
  const part = standardName(text)
  if (part !== undefined) return `did you mean \`${part}\`?`
  return 'the name of a shared part is possible here too, such as `#/fields/id` or `std#/email`'
}

/** The standard part whose name ends a string: `std#/email` for `email`. */
function standardName(text: string): string | undefined {
  const name = text.replace(/^.*[#/]/, '')
  return Object.hasOwn(standard, name) ? `std#/${name}` : undefined
}

/** Descriptions of the patterns of the schema. */
export const patterns: ReadonlyMap<string, string> = new Map([
  ['^[a-z0-9][a-z0-9-]*$', 'a slug has lower-case letters, digits and hyphens only'],
  [
    '^(\\*\\.)?[a-z0-9-]+(\\.[a-z0-9-]+)*$',
    'a host is a name such as `hooks.example.com`, or `*.example.com` for all below it',
  ],
  ['^[1-5]xx$', 'a status is a number such as 404, or a class such as `"4xx"`'],
  ['^https://', 'a source is an address that begins with `https://`'],
  ['^\\d+[smhd]$', 'a duration is a whole number with its unit, such as `30d`: `s`, `m`, `h` or `d`'],
])
