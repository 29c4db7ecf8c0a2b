import { type DiagnosticBag, near } from '../diagnostics/index.ts'
import { suggest } from '../text/index.ts'
import {
  chargeCompilation,
  compileCost,
  describeKind,
  own,
  type Pointer,
  pointer,
  withArticle,
} from '../value/index.ts'
import { conditionPath } from './condition.ts'
import type { Condition, FieldDefinition } from './definition.ts'
import { type Fields, jsonTypes, listChoices } from './fieldTypes.ts'

/** Checks that the properties of fields fit each other, which the schema cannot express. */
export function checkFields(fields: Fields, at: Pointer, problems: DiagnosticBag): void {
  checkWithin(fields, at, problems, { root: fields, inside: [] })
}

/** All fields of an action, and the keys of the object whose properties are checked. */
interface Scope {
  readonly root: Fields
  readonly inside: readonly string[]
}

function checkWithin(fields: Fields, at: Pointer, problems: DiagnosticBag, { root, inside }: Scope): void {
  for (const [key, field] of Object.entries(fields)) {
    checkField(field, pointer(at, key), problems, { root, inside })
    if (field.properties === undefined) continue
    checkWithin(field.properties, pointer(at, key, 'properties'), problems, { root, inside: [...inside, key] })
  }
}

function checkField(field: FieldDefinition, at: Pointer, problems: DiagnosticBag, scope: Scope): void {
  chargeCompilation(compileCost.checkedField)
  const { minimum, maximum, type } = field
  if (field.properties !== undefined && type !== 'object')
    problems.add('CM405', pointer(at, 'properties'), `${withArticle(type)} has no properties`)
  for (const [i, choice] of (listChoices(field) ?? []).entries()) {
    // Absent where an invalid item was.
    if (choice === undefined) continue
    if (jsonTypes(field).includes(type === 'integer' ? 'integer' : typeof choice)) continue
    if (type === 'integer' && Number.isInteger(choice)) continue
    problems.add('CM405', pointer(at, 'choices', i), `${withArticle(type)} cannot be ${describeKind(choice)}`)
  }
  if (minimum !== undefined && maximum !== undefined && minimum > maximum) {
    problems.add('CM405', pointer(at, 'minimum'), `the minimum ${minimum} is above the maximum ${maximum}`)
  }
  if (typeof field.required === 'object') {
    for (const [i, condition] of field.required.conditions.entries()) {
      if (condition !== undefined) checkCondition(condition, pointer(at, 'required', 'conditions', i), problems, scope)
    }
  }
}

/** Keys of a path in a condition: each is looked up for every payload. */
const mostKeys = 10

function checkCondition(condition: Condition, at: Pointer, problems: DiagnosticBag, scope: Scope): void {
  const path = conditionPath(condition)
  if (path.length > mostKeys) {
    problems.add('CM405', pointer(at, 'fieldKey'), `a condition leads through at most ${mostKeys} keys`)
    return
  }
  let fields: Fields | undefined = scope.root
  for (const [i, key] of path.entries()) {
    const field: FieldDefinition | undefined = fields && own(fields, key)
    if (fields !== undefined && field === undefined) {
      const siblings = fields
      const message = `the action has no field \`${condition.fieldKey.slice(0, mostShown)}\``
      problems.add('CM410', pointer(at, 'fieldKey'), message, {}, () => {
        const meant = i === 0 ? pathMeant(path, scope) : undefined
        if (meant !== undefined) return { help: `did you mean \`${meant}\`?`, meant }
        const { help, meant: name } = near(key, Object.keys(siblings))
        return { help, meant: name && path.with(i, name).join('.') }
      })
      return
    }
    fields = field?.properties
  }
}

/** Characters of a name in a message. */
const mostShown = 80

/** The path that a condition means whose first key is a root, or a sibling inside an object. Conditions have whole paths of the payload. */
function pathMeant(path: readonly string[], { root, inside }: Scope): string | undefined {
  const end = path.slice(path.findIndex(key => key !== '$' && key !== 'payload'))
  if (end.length < path.length && Object.hasOwn(root, end[0]!)) return end.join('.')
  const [key = '', ...rest] = path
  for (let depth = inside.length; depth > 0; depth--) {
    const parents = inside.slice(0, depth)
    const siblings = Object.keys(fieldsAt(root, parents))
    const name = siblings.includes(key) ? key : suggest(key, siblings)
    if (name !== undefined) return [...parents, name, ...rest].join('.')
  }
  return undefined
}

function fieldsAt(root: Fields, keys: readonly string[]): Fields {
  return keys.reduce<Fields>((fields, key) => own(fields, key)?.properties ?? {}, root)
}
