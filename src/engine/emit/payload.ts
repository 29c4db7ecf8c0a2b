import { Block, type JsCode, join, js, read, setKey, type Unit } from '../../code/index.ts'
import {
  emitConditionGuards,
  emitGuard,
  emitItemGuard,
  type MappedField,
  type ParsedSubscription,
} from '../../destination/index.ts'
import { emitMapping } from '../../mapping/index.ts'
import { cost, own, pointer } from '../../value/index.ts'
import { addAction, callIds } from '../run/action.ts'
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
 * `at` is the field being computed, which locates errors in expressions.
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
    body.add(js`at = ${pointer('', mapped.key)};`)
    const value = mapped.mapping ? emitMapping(mapped.mapping, body, event) : read(body, source!, [mapped.key])
    emitField(mapped, value, payload, body, copies)
  }
  body.add(js`at = "";`)
  copies.emitEnd(payload)
  const mappedKeys = new Set(fields.map(({ key }) => key))
  const declared = Object.entries(action.definition.fields)
  const isIncomplete = declared.some(([key, { required }]) => required === true && !mappedKeys.has(key))
  const conditions = emitConditionGuards(action.definition.fields, key => read(body, payload, [key]))
  const unproven = [isIncomplete ? js`true` : js`misfits !== undefined`, ...conditions.map(holds => js`!(${holds})`)]
  return js`(event, result, subscription, account) => {
let at = "";
try {
let payload = {};
let misfits;
${body.body}
if (${join(unproven, ' || ')}) {
payload = ${unit.import({ settlePayload })}(payload, result, subscription, misfits);
if (payload === undefined) return;
}
${emitRefusals(action, repeatedChecks, unit)}
${emitAction(action.key, slug, body.inner(), event, payload)}
} catch (error) {
${unit.import({ recordMappingError })}(result, subscription, account, at, error);
}
}`
}

/** Emits code that adds the action with the ids of its call. */
function emitAction(key: string, slug: string, block: Block, event: JsCode, payload: JsCode): JsCode {
  const id = (key: string) => read(block, event, [key])
  const [messageId, userId, anonymousId] = [id('messageId'), id('userId'), id('anonymousId')]
  const previous = block.inner()
  const previousId = read(previous, event, ['previousId'])
  block.add(js`let previousId;
if (${event}.type === "alias") {
${previous.code}
previousId = ${previousId};
}`)
  const subject = js`${block.unit.import({ callIds })}(${userId}, ${anonymousId}, previousId)`
  const action = js`destination: ${slug}, subscription: subscription.name, action: ${key}, ${payload}`
  // Most events give one action: a list literal takes a slot for it, a push into an empty list takes 17.
  block.add(js`const subject = ${subject};
const action = typeof ${messageId} === "string" ? { ${action}, messageId: ${messageId}, subject } : { ${action}, subject };
if (result.actions.length === 0) result.actions = [action];
else ${block.unit.import({ addAction })}(result, action);`)
  return block.code
}

/** Emits code that sets a field, and adds it to the misfits unless the value provably has the declared type. */
function emitField(mapped: MappedField, value: JsCode, payload: JsCode, body: Block, copies: CopiesEmitter): void {
  const { key, field, mapping } = mapped
  if (body.trace) body.add(js`${body.trace}.field(${key}, ${value});`)
  const keepsNull = field.allowNull === true && !field.multiple
  const keep = body.inner()
  emitKept(mapped, value, payload, keep, copies)
  const otherwise = field.required === true ? addMisfit(key) : js``
  if (mapping?.kind === 'value') {
    const isEmpty = mapping.value === '' || (mapping.value === null && !keepsNull)
    body.add(isEmpty ? otherwise : keep.code)
    return
  }
  const isThere = [js`${value} !== undefined`, ...(keepsNull ? [] : [js`${value} !== null`]), js`${value} !== ""`]
  const orElse = field.required === true ? js` else ${otherwise}` : js``
  body.add(js`if (${join(isThere, ' && ')}) {\n${keep.code}\n}${orElse}`)
}

function addMisfit(key: string): JsCode {
  return js`(misfits ??= []).push(${key});`
}

/** Emits code that sets a field to a value that is there. A single value of a list becomes a list. */
function emitKept(mapped: MappedField, value: JsCode, payload: JsCode, block: Block, copies: CopiesEmitter): void {
  const { key, field } = mapped
  emitPartLists(mapped, value, block)
  const set = (value: JsCode) => setKey(block, payload, key, value)
  const pay = copies.emitField(mapped, value, block)
  const orPay = pay ? js`\nelse {\n${pay}\n}` : js``
  const check = js`if (!(${emitGuard(field, value, block)})) ${addMisfit(key)}${orPay}`
  const isItem = emitItemGuard(field, value, block)
  if (isItem === undefined) {
    block.add(set(value))
    block.add(check)
    return
  }
  block.cost(cost.object + cost.statement)
  block.add(js`if (${isItem}) {\n${set(js`[${value}]`)}\n} else {\n${set(value)}\n${check}\n}`)
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
