import partition from 'lodash-es/partition.js'
import pick from 'lodash-es/pick.js'
import { addShapeProblem, type DiagnosticBag, near } from '../diagnostics/index.ts'
import { choices } from '../text/index.ts'
import { newAjv } from '../value/ajv.ts'
import {
  chargeCompilation,
  compileCost,
  type ErrorObject,
  generateCode,
  type Json,
  type JsonObject,
  lazy,
  own,
  type Pointer,
  pointer,
  pointerKeys,
  type ValidateFunction,
} from '../value/index.ts'
import { copyGiven, tooLarge } from './copyGiven.ts'
import type { Definition, SubscriptionDefinition } from './definition.ts'
import { maxDepth, mostValues } from './definitionSize.ts'
import { fieldTypes } from './fieldSchema.ts'
import { fits } from './fits.ts'
import { isMisspelled, levels, meantKey } from './meantKey.ts'
import { takesName } from './partNames.ts'
import { readGiven } from './readGiven.ts'
import { repair } from './repair.ts'
import { helpToName, isOfField, reportField, reportTypeName } from './reportField.ts'
import { definitionSchema } from './schema.ts'

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
  const copied = readGiven('CM101', problems, '/subscriptions', () => copyGiven(given as Json, mostValues))
  if (copied === tooLarge || (copied !== undefined && isTooLarge(copied))) {
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
    else if (!isInside(error) && (problems.isFull || !isEffect(error, problems))) report(error, problems)
  }
}

const isUnreadReference = ({ keyword, params }: ErrorObject) =>
  keyword === 'additionalProperties' && params.additionalProperty === '$ref'

/**
 * True if an error follows from another one at its place: from a reference that names nothing, from a part of another kind,
 * or from a misspelled key.
 */
function isEffect(error: ErrorObject, problems: DiagnosticBag): boolean {
  const { instancePath: at, params } = error
  const key: string | undefined = params.missingProperty ?? params.additionalProperty
  return problems.reports(at) || (key !== undefined && problems.reports(pointer(at, key))) || isMisspelled(error)
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
  else if (isOfField(error)) reportField(error, problems)
  else if (parentSchema === required && keyword !== 'type') reportRequired(error, problems)
  else if (parentSchema === check && keyword === 'additionalProperties') reportKeyOfCheck(error, problems)
  // Subscriptions of an account share no parts.
  else if (!mayBeName || at.startsWith('/subscriptions')) addShapeProblem(error, problems)
  else addShapeProblem({ ...error, parentSchema: { description: helpToName(data) } }, problems)
}

const { check, required } = definitionSchema.$defs

/** Keys of short forms, which are gone from a definition that is written out. */
const writtenKeys = new Map<unknown, readonly string[]>([
  [definitionSchema, ['templates', 'fragments']],
  [definitionSchema.$defs.action, ['extends', 'with']],
])

function reportKeyOfCheck(
  { instancePath: at, params, parentSchema, data }: ErrorObject,
  problems: DiagnosticBag,
): void {
  const key: string = params.additionalProperty
  problems.add('CM102', pointer(at, key), `\`${key}\` is not a key here`, { marks: 'key' }, () => {
    const meant = meantKey(key, parentSchema)
    // A level is the key of the message; a flag says it beside one.
    if (levels.has(meant) && typeof own(data as JsonObject, key) !== 'string')
      return { help: `write \`"level": "${meant}"\` beside the message` }
    return { meant, help: meant ? `did you mean \`${meant}\`?` : choices(Object.keys(check.properties)) }
  })
}

/** Reports an object in place of conditions once, whatever its keys are. */
function reportRequired(error: ErrorObject, problems: DiagnosticBag): void {
  const { instancePath: at, data } = error
  if (Object.hasOwn(data as object, 'conditions')) {
    addShapeProblem(error, problems)
    return
  }
  const message = '`required` takes conditions on other fields'
  const help = 'write `"required": "name = \'a\'"`, or a check for any other rule: `"when": "…"`, `"message": "…"`'
  problems.add('CM101', at, message, { label: 'no conditions', help })
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
