import { Block, type JsCode, join, js, ownValue, read, setKey, type Unit } from '../../code/index.ts'
import {
  emitConditionGuards,
  emitGuard,
  emitItemGuard,
  type MappedField,
  type ParsedSubscription,
} from '../../destination/index.ts'
import { emitMapping } from '../../mapping/index.ts'
import { cost, own } from '../../value/index.ts'
import { addAction, callIds } from '../run/addAction.ts'
import { recordMappingError, settlePayload } from '../run/failure.ts'
import { emitRefusals } from './checks.ts'
import { CopiesEmitter } from './copies.ts'

interface PayloadContext {
  readonly slug: string
  /** Messages of checks that several actions have. */
  readonly repeatedChecks: ReadonlySet<string>
}

/**
 * Emits a function `(event, result, subscription, account) => …` that maps the fields of an action, proves or coerces
 * the payload, checks it, and adds the action or its failures to the result.
 *
 * `at` is the key of the field being computed, which locates errors in expressions.
 */
export function emitPayload(subscription: ParsedSubscription, context: PayloadContext, unit: Unit): JsCode {
  return unit.function(() => emitPayloadFunction(subscription, context, unit))
}

function emitPayloadFunction(
  subscription: ParsedSubscription,
  { slug, repeatedChecks }: PayloadContext,
  unit: Unit,
): JsCode {
  const { action, fields, whole } = subscription
  const body = new Block(unit, { trace: unit.trace })
  const [event, payload] = [js`event`, js`payload`]
  body.assumeObject(event)
  body.assumeObject(payload)
  const source = whole && body.const(emitMapping(whole, body, event))
  const copies = new CopiesEmitter(subscription, body)
  for (const mapped of fields) {
    body.add(js`at = ${mapped.key};`)
    const value = mapped.mapping ? emitMapping(mapped.mapping, body, event) : read(body, source!, [mapped.key])
    emitField(mapped, value, payload, body, copies)
  }
  body.add(js`at = undefined;`)
  copies.emitEnd(payload)
  const mappedKeys = new Set(fields.map(({ key }) => key))
  const declared = Object.entries(action.definition.fields)
  const isIncomplete = declared.some(([key, { required }]) => required === true && !mappedKeys.has(key))
  const conditions = emitConditionGuards(action.definition.fields, key => read(body, payload, [key]))
  const unproven = [isIncomplete ? js`true` : js`misfits !== undefined`, ...conditions.map(holds => js`!(${holds})`)]
  return js`(event, result, subscription, account) => {
let at;
try {
let payload = {};
let misfits;
${body.body}
if (${join(unproven, ' || ')}) {
payload = ${unit.import({ settlePayload })}(payload, result, subscription, misfits);
if (payload === undefined) return;
}
${emitRefusals(action, repeatedChecks, unit)}
${emitAction(slug, body.inner(), event, payload)}
} catch (error) {
${unit.import({ recordMappingError })}(result, subscription, account, at, error);
}
}`
}

/** Emits code that adds the action with the ids of its call. */
function emitAction(slug: string, block: Block, event: JsCode, payload: JsCode): JsCode {
  // Engines read these keys faster here, where they know the form of the event.
  const [messageId, userId, anonymousId] = ['messageId', 'userId', 'anonymousId'].map(key => read(block, event, [key]))
  block.cost(cost.call + 2 * cost.statement)
  const [add, ids] = [block.unit.import({ addAction }), block.unit.import({ callIds })]
  const previousId = js`${event}.type === "alias" ? ${block.unit.import({ ownValue })}(${event}, "previousId") : undefined`
  block.add(
    js`${add}(result, subscription, ${slug}, ${payload}, ${messageId}, ${ids}(${userId}, ${anonymousId}, ${previousId}));`,
  )
  return block.code
}

/** Emits code that sets a field, and adds it to the misfits unless the value provably has the declared type. */
function emitField(mapped: MappedField, value: JsCode, payload: JsCode, body: Block, copies: CopiesEmitter): void {
  const { key, field, mapping } = mapped
  if (body.trace) body.add(js`${body.trace}.field(${key}, ${value});`)
  const keepsNull = field.allowNull === true && !field.multiple
  const keep = body.inner()
  emitKept(mapped, value, payload, keep, copies)
  const otherwise = field.required === true ? addMisfit : js``
  if (mapping?.kind === 'value') {
    const isEmpty = mapping.value === '' || (mapping.value === null && !keepsNull)
    body.add(isEmpty ? otherwise : keep.code)
    return
  }
  // Engines take longer for `!= null`.
  const isThere = [js`${value} !== undefined`, ...(keepsNull ? [] : [js`${value} !== null`]), js`${value} !== ""`]
  const orElse = field.required === true ? js` else ${otherwise}` : js``
  body.add(js`if (${join(isThere, ' && ')}) {\n${keep.code}\n}${orElse}`)
}

const addMisfit = js`(misfits ??= []).push(at);`

/** Emits code that sets a field to a value that is there. A single value of a list becomes a list. */
function emitKept(mapped: MappedField, value: JsCode, payload: JsCode, block: Block, copies: CopiesEmitter): void {
  const { key, field } = mapped
  emitPartLists(mapped, value, block)
  const set = (value: JsCode) => setKey(block, payload, key, value)
  const pay = copies.emitField(mapped, value, block)
  const orPay = pay ? js`\nelse {\n${pay}\n}` : js``
  const check = isSwitch(mapped) ? js`` : js`if (!(${emitGuard(field, value, block)})) ${addMisfit}${orPay}`
  const isItem = emitItemGuard(field, value, block)
  if (isItem === undefined) {
    block.add(set(value))
    block.add(check)
    return
  }
  block.cost(cost.object + cost.statement)
  block.add(js`if (${isItem}) {\n${set(js`[${value}]`)}\n} else {\n${set(value)}\n${check}\n}`)
}

/** True for a constant that needs no guard: `true` or `false` for a boolean. */
function isSwitch({ field: { type, multiple, choices }, mapping }: MappedField): boolean {
  const isGiven = mapping?.kind === 'value' && typeof mapping.value === 'boolean'
  return isGiven && type === 'boolean' && !multiple && choices === undefined
}

/** Emits code that makes lists of single values in an object of the mapping itself, which is new in each run. */
function emitPartLists({ field, mapping }: MappedField, object: JsCode, block: Block): void {
  // Explanations show the value before it becomes a list.
  if (field.multiple || mapping?.kind !== 'object' || block.trace) return
  block.assumeObject(object)
  for (const { key } of mapping.members) {
    const part = own(field.properties ?? {}, key)
    if (!part?.multiple) continue
    const value = read(block, object, [key])
    const isItem = emitItemGuard(part, value, block)
    if (!isItem) continue
    block.cost(cost.object)
    block.add(js`if (${value} !== "" && ${isItem}) ${setKey(block, object, key, js`[${value}]`)}`)
  }
}
