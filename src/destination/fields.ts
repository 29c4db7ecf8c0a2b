import { type DiagnosticBag, near } from '../diagnostics/index.ts'
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
export function checkFields(fields: Fields, at: Pointer, problems: DiagnosticBag, root: Fields = fields): void {
  for (const [key, field] of Object.entries(fields)) checkField(field, pointer(at, key), problems, root)
}

function checkField(field: FieldDefinition, at: Pointer, problems: DiagnosticBag, root: Fields): void {
  chargeCompilation(compileCost.checkedField)
  const { minimum, maximum, type } = field
  if (field.properties !== undefined) {
    if (type !== 'object') problems.add('CM405', pointer(at, 'properties'), `${withArticle(type)} has no properties`)
    checkFields(field.properties, pointer(at, 'properties'), problems, root)
  }
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
      if (condition !== undefined) checkCondition(condition, pointer(at, 'required', 'conditions', i), problems, root)
    }
  }
}

/** Keys of a path in a condition: each is looked up for every payload. */
const mostKeys = 10

function checkCondition(condition: Condition, at: Pointer, problems: DiagnosticBag, root: Fields): void {
  const path = conditionPath(condition)
  if (path.length > mostKeys) {
    problems.add('CM405', pointer(at, 'fieldKey'), `a condition leads through at most ${mostKeys} keys`)
    return
  }
  let fields: Fields | undefined = root
  for (const [i, key] of path.entries()) {
    const field: FieldDefinition | undefined = fields && own(fields, key)
    if (fields !== undefined && field === undefined) {
      const siblings = fields
      const message = `the action has no field \`${condition.fieldKey}\``
      problems.add('CM410', pointer(at, 'fieldKey'), message, {}, () => {
        // A condition reads the payload without its root.
        const end = path.slice(path.findIndex(key => key !== '$' && key !== 'payload'))
        if (i === 0 && end.length < path.length && Object.hasOwn(root, end[0]!))
          return { help: `did you mean \`${end.join('.')}\`?`, meant: end.join('.') }
        const { help, meant } = near(key, Object.keys(siblings))
        return { help, meant: meant && path.with(i, meant).join('.') }
      })
      return
    }
    fields = field?.properties
  }
}
