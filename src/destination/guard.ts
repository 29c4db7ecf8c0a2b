import {
  type Block,
  hasOwn,
  isArray,
  isFiniteNumber,
  isJsonObject,
  isSafeInteger,
  type JsCode,
  join,
  js,
  objectKeys,
} from '../code/index.ts'
import { charge, chargeCompilation, compileCost, cost } from '../value/index.ts'
import { conditionPath, type RequiredPath, requiredWhen } from './condition.ts'
import type { FieldDefinition } from './definition.ts'
import { type Fields, findFormat, listChoices } from './fieldTypes.ts'
import { formatImports } from './formats.ts'

/**
 * Emits a guard: code that proves that a value already fits its field, so that `coercePayload` would neither reject nor change it. A
 * guard may be false for a valid value, but is never true for an invalid one.
 */
export function emitGuard(field: FieldDefinition, value: JsCode, block: Block): JsCode {
  chargeCompilation(compileCost.node)
  if (!field.multiple) {
    const one = emitValueGuard(field, value, block)
    return field.allowNull ? js`(${value} === null || ${one})` : one
  }
  const [isList, pay] = [block.unit.import({ isArray }), block.unit.import({ charge })]
  return js`${isList}(${value}) && (${pay}((${value}).length * ${cost.object}), (${value}).every(${itemTest(field, block)}))`
}

/**
 * Emits a guard that a value is one item of a list, so that `coercePayload` would only make a list of it; `undefined` if
 * the field is no such list. Objects are left to `coercePayload`: they may hold values that JSON lacks, whose place it names.
 */
export function emitItemGuard(field: FieldDefinition, value: JsCode, block: Block): JsCode | undefined {
  return field.multiple && field.type !== 'object' ? js`${itemTest(field, block)}(${value})` : undefined
}

function itemTest(field: FieldDefinition, block: Block): JsCode {
  return block.unit.function(() => {
    const item = block.unit.variable()
    return js`${item} => ${emitValueGuard(field, item, block)}`
  })
}

function emitValueGuard(field: FieldDefinition, value: JsCode, block: Block): JsCode {
  const choices = listChoices(field)
  const chosen = choices && js` && ${block.unit.constant(js`new Set(${choices})`)}.has(${value})`
  return js`${emitTypeGuard(field, value, block)}${chosen ?? js``}`
}

function emitTypeGuard(field: FieldDefinition, value: JsCode, block: Block): JsCode {
  const { unit } = block
  switch (field.type) {
    case 'number':
      return js`${unit.import({ isFiniteNumber })}(${value})${bounds(field, value)}`
    case 'integer':
      return js`${unit.import({ isSafeInteger })}(${value})${bounds(field, value)}`
    case 'boolean':
      return js`typeof ${value} === "boolean"`
    case 'object':
      return emitObjectGuard(field, value, block)
    case 'datetime':
      return js`(${unit.import({ isFiniteNumber })}(${value}) || ${emitTextGuard(field, value, block)})`
    default:
      return emitTextGuard(field, value, block)
  }
}

function emitTextGuard(field: FieldDefinition, value: JsCode, block: Block): JsCode {
  const format = findFormat(field)
  const test = format === undefined ? undefined : formatImports[format]
  const fitsFormat = test ? js` && ${block.unit.import(test)}(${value})` : js``
  // JSON Schema counts code points, which are between `length / 2` and `length`.
  const least = field.minimum === undefined ? js`` : js` && (${value}).length / 2 >= ${field.minimum}`
  const greatest = field.maximum === undefined ? js`` : js` && (${value}).length <= ${field.maximum}`
  return js`typeof ${value} === "string"${least}${greatest}${fitsFormat}`
}

function bounds({ minimum, maximum }: FieldDefinition, value: JsCode): JsCode {
  const least = minimum === undefined ? js`` : js` && ${value} >= ${minimum}`
  return maximum === undefined ? least : js`${least} && ${value} <= ${maximum}`
}

/** Emits the guard of an object. Declared parts are checked key by key, in a separate function. */
function emitObjectGuard(field: FieldDefinition, value: JsCode, block: Block): JsCode {
  const fitsObject = isJsonObject(block, value)
  if (field.properties === undefined) return fitsObject
  const { properties, additionalProperties = false } = field
  const fits = block.unit.function(() => emitPartsGuard(properties, additionalProperties, block))
  return js`${fitsObject} && ${fits}(${value})`
}

function emitPartsGuard(parts: Fields, open: boolean, block: Block): JsCode {
  const [object, keys, key, part] = Array.from({ length: 4 }, () => block.unit.variable()) as [
    JsCode,
    JsCode,
    JsCode,
    JsCode,
  ]
  const body = block.inner()
  const cases = Object.entries(parts).map(([partKey, field]) => {
    return js`case ${partKey}:\nif (!(${emitGuard(field, part, body)})) return false;\nbreak;`
  })
  const required = Object.keys(parts).filter(partKey => parts[partKey]!.required === true)
  const present = [js`true`, ...required.map(partKey => hasOwn(block, object, js`${partKey}`))]
  return js`${object} => {
const ${keys} = ${block.unit.import({ objectKeys })}(${object});
${block.unit.import({ charge })}(${keys}.length * ${cost.statement});
for (const ${key} of ${keys}) {
const ${part} = ${object}[${key}];
switch (${key}) {
${join(cases, '\n')}
default:
${open ? js`break;` : js`return false;`}
}
}
return ${join(present, ' && ')};
}`
}

/** Emits guards that no absent field is required by a condition. `kept` gives the kept value of a field. */
export function emitConditionGuards(fields: Fields, kept: (key: string) => JsCode): JsCode[] {
  return requiredWhen(fields).map(rule => emitConditionGuard(rule, kept))
}

/** Emits one guard. Conditions on parts of objects are left to `coercePayload`: the guard holds only if the object is absent. */
function emitConditionGuard({ path, when }: RequiredPath, kept: (key: string) => JsCode): JsCode {
  if (path.length > 1) return js`${kept(path[0]!)} === undefined`
  const present = js`${kept(path[0]!)} !== undefined`
  const conditions = when.conditions.map(condition => {
    const [key, ...rest] = conditionPath(condition)
    const value = kept(key!)
    if (rest.length > 0) return js`true`
    if (condition.value === undefined) {
      return condition.operator === 'is' ? js`${absent(value)}` : js`!${absent(value)}`
    }
    const equal = js`${value} === ${condition.value}`
    return condition.operator === 'is' ? equal : js`(${value} !== undefined && !(${equal}))`
  })
  return js`(${present} || !(${join(conditions, when.match === 'all' ? ' && ' : ' || ')}))`
}

function absent(value: JsCode): JsCode {
  return js`(${value} === undefined || ${value} === null)`
}
