import { type DiagnosticBag, near } from '../diagnostics/index.ts'
import { describeKind, own, type Pointer, pointer } from '../value/index.ts'
import type { Condition, FieldDefinition } from './definition.ts'
import { conditionPath, type Fields, jsonTypes, listChoices } from './fieldSchema.ts'

/** Checks that the properties of fields fit each other, which the schema cannot express. */
export function checkFields(fields: Fields, at: Pointer, problems: DiagnosticBag, root: Fields = fields): void {
  for (const [key, field] of Object.entries(fields)) checkField(field, pointer(at, key), problems, root)
}

function checkField(field: FieldDefinition, at: Pointer, problems: DiagnosticBag, root: Fields): void {
  const { minimum, maximum, type } = field
  if (field.properties !== undefined) {
    if (type !== 'object') problems.add('CM405', pointer(at, 'properties'), `a ${type} has no properties`)
    checkFields(field.properties, pointer(at, 'properties'), problems, root)
  }
  for (const [i, choice] of (listChoices(field) ?? []).entries()) {
    if (jsonTypes(field).includes(type === 'integer' ? 'integer' : typeof choice)) continue
    if (type === 'integer' && Number.isInteger(choice)) continue
    problems.add('CM405', pointer(at, 'choices', i), `a ${type} cannot be ${describeKind(choice)}`)
  }
  if (minimum !== undefined && maximum !== undefined && minimum > maximum) {
    problems.add('CM405', pointer(at, 'minimum'), `the minimum ${minimum} is above the maximum ${maximum}`)
  }
  if (typeof field.required === 'object') {
    for (const [i, condition] of field.required.conditions.entries()) {
      checkCondition(condition, pointer(at, 'required', 'conditions', i), problems, root)
    }
  }
}

function checkCondition(condition: Condition, at: Pointer, problems: DiagnosticBag, root: Fields): void {
  let fields: Fields | undefined = root
  for (const key of conditionPath(condition)) {
    const field: FieldDefinition | undefined = fields && own(fields, key)
    if (fields !== undefined && field === undefined) {
      const extra = near(key, Object.keys(fields))
      problems.add('CM410', pointer(at, 'fieldKey'), `the action has no field \`${condition.fieldKey}\``, extra)
      return
    }
    fields = field?.properties
  }
}
