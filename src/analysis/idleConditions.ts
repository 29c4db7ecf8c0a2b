import { type Condition, conditionPath, type FieldDefinition, jsonTypes, listChoices } from '../destination/index.ts'
import { near } from '../diagnostics/index.ts'
import { describeKind, own, type Pointer, pointer, withArticle } from '../value/index.ts'

type Fields = { readonly [key: string]: FieldDefinition }

/** A condition of `required` that compares a field with a value that it never has. */
export interface IdleCondition {
  readonly at: Pointer
  readonly message: string
  readonly help?: string | undefined
}

/** Finds conditions that have the same result for every valid payload. `root` has all fields of the action. */
export function findIdleConditions(fields: Fields, at: Pointer, root: Fields = fields): IdleCondition[] {
  return Object.entries(fields).flatMap(([key, { required, properties = {} }]) => {
    const conditions = typeof required === 'object' ? required.conditions : []
    return [
      ...conditions.flatMap((condition, i) => {
        const why = condition && whyIdle(condition, root)
        return why ? [{ at: pointer(at, key, 'required', 'conditions', i, 'fieldKey'), ...why }] : []
      }),
      ...findIdleConditions(properties, pointer(at, key, 'properties'), root),
    ]
  })
}

function whyIdle(condition: Condition, root: Fields): Omit<IdleCondition, 'at'> | undefined {
  const { fieldKey, value } = condition
  const [first = '', ...keys] = conditionPath(condition)
  const field = keys.reduce<FieldDefinition | undefined>(
    (one, key) => own(one?.properties ?? {}, key),
    own(root, first),
  )
  // Without a value, it asks whether the field is absent.
  if (field === undefined || value === undefined || typeof value === 'object') return undefined
  const name = `\`${fieldKey}\``
  if (field.multiple) {
    const help = 'write a check: `"when": "payload.name = \'a\'"`, which is true if one of the items is equal'
    return { message: `${name} is a list, and no list equals one value`, help }
  }
  const isOfType = field.type === 'integer' ? Number.isInteger(value) : jsonTypes(field).includes(typeof value)
  if (!isOfType) {
    const message = `${name} is ${withArticle(field.type)}, but this compares it with ${describeKind(value)}`
    return { message, ...(jsonTypes(field).includes('string') && { help: `write \`"${value}"\`` }) }
  }
  const choices = listChoices(field)
  if (choices === undefined || choices.includes(value)) return undefined
  return { message: `${name} is never ${JSON.stringify(value)}`, help: near(String(value), choices.map(String)).help }
}
