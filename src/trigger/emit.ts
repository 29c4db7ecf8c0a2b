import { type Block, hasOwn, isOwn, type JsCode, join, js } from '../code/index.ts'
import { charge, chargeCompilation, chargeSearch, compileCost, cost, type Path } from '../value/index.ts'
import { lowercaseString, measureLength, nameType, uppercaseString } from './functions.ts'
import { compileGlob } from './glob.ts'
import { type Clause, listLeaves, type Operand, type Scalar, type Trigger } from './trigger.ts'

/**
 * Emits a trigger as one boolean JavaScript expression. Evaluation stops at the clause that decides.
 *
 * With `trace` (code of a function `(clause, result, actual) => result`), each evaluated clause calls it with its index in
 * `listClauses`, its result, and the value of its operand.
 */
export function emitTrigger(trigger: Trigger, block: Block, event: JsCode, trace?: JsCode): JsCode {
  const clauses = listLeaves(trigger)
  const numbers = new Map(clauses.map((clause, index) => [clause, index]))
  block.cost(clauses.length * cost.statement)
  const emit = (trigger: Trigger): JsCode => {
    switch (trigger.kind) {
      case 'and':
        return js`(${join(trigger.parts.map(emit), ' && ')})`
      case 'or':
        return js`(${join(trigger.parts.map(emit), ' || ')})`
      case 'not':
        return js`!${emit(trigger.part)}`
      default:
        chargeCompilation(compileCost.node)
        return trace ? traced(trigger, trace) : emitClause(trigger, block, event)
    }
  }
  const traced = (clause: Clause, trace: JsCode): JsCode => {
    const actual = block.let()
    const result = emitTest(clause, block, js`(${actual} = ${emitOperand(clause.operand, block, event)})`)
    return js`${trace}(${numbers.get(clause)}, ${result}, ${actual})`
  }
  return emit(trigger)
}

/**
 * Emits a clause. A path is compared first and tested for an own property afterwards, because most events fail the
 * comparison. A clause that is true for an absent value is emitted as the negation of its opposite.
 */
function emitClause(clause: Clause, block: Block, event: JsCode): JsCode {
  const { operand } = clause
  if (operand.kind !== 'path') return js`(${emitTest(clause, block, emitOperand(operand, block, event))})`
  const { guards, value, owned } = emitRead(operand.path, block, event)
  const negated = holdsOfAbsent(clause)
  const test = emitTest(clause, block, value)
  const found = js`(${join([...guards, negated ? js`!(${test})` : test, owned], ' && ')})`
  return negated ? js`!${found}` : found
}

function holdsOfAbsent(clause: Clause): boolean {
  if (clause.kind === 'in') return clause.values.includes(null)
  if (clause.kind !== 'comparison') return false
  return clause.value === null ? clause.operator === '=' : clause.operator === '!='
}

/** Emits the test of a clause. The code of `value` is evaluated once. */
function emitTest(clause: Clause, block: Block, value: JsCode): JsCode {
  const typed = (type: 'number' | 'string', test: (value: JsCode) => JsCode): JsCode => {
    const name = block.let()
    return js`typeof (${name} = ${value}) === ${type} && ${test(name)}`
  }
  switch (clause.kind) {
    case 'comparison': {
      const { operator, value: expected } = clause
      if (operator === '=') return expected === null ? js`${value} == null` : js`${value} === ${expected}`
      if (operator === '!=') return expected === null ? js`${value} != null` : js`${value} !== ${expected}`
      const type = typeof expected === 'number' ? 'number' : 'string'
      if (typeof expected === 'string') block.cost(expected.length >> 3)
      return typed(type, name => order[operator](name, expected))
    }
    case 'in': {
      const values = clause.values.includes(null) ? [...clause.values, undefined] : clause.values
      return js`${block.unit.constant(js`new Set(${values})`)}.has(${value})`
    }
    case 'has':
      return js`${block.unit.import({ listHas })}(${value}, ${clause.value})`
    case 'contains':
      return typed('string', name => js`${block.unit.import({ holdsText })}(${name}, ${clause.text})`)
    case 'match': {
      const glob = block.unit.constant(js`${block.unit.import({ compileGlob })}(${clause.text})`)
      return typed('string', name => js`${glob}(${name})`)
    }
  }
}

const order = {
  '<': (left: JsCode, right: Scalar) => js`${left} < ${right}`,
  '<=': (left: JsCode, right: Scalar) => js`${left} <= ${right}`,
  '>': (left: JsCode, right: Scalar) => js`${left} > ${right}`,
  '>=': (left: JsCode, right: Scalar) => js`${left} >= ${right}`,
}

export function listHas(list: unknown, value: Scalar): boolean {
  if (!Array.isArray(list)) return false
  charge(list.length * (typeof value === 'string' ? cost.statement + (value.length >> 3) : cost.item))
  return list.includes(value)
}

export function holdsText(text: string, part: string): boolean {
  chargeSearch(text, part)
  return text.includes(part)
}

/** Functions of triggers by the name of their import. */
const imported = {
  length: { measureLength },
  lowercase: { lowercaseString },
  uppercase: { uppercaseString },
  typeof: { nameType },
}

function emitOperand(operand: Operand, block: Block, event: JsCode): JsCode {
  if (operand.kind !== 'path') {
    const run = block.unit.import(imported[operand.kind])
    return js`${run}(${emitOperand(operand.operand, block, event)})`
  }
  const { guards, value, owned } = emitRead(operand.path, block, event)
  return js`(${join([...guards, owned], ' && ')} ? ${value} : undefined)`
}

/**
 * Emits the parts of a read: `value` may be evaluated after the `guards` hold, in their order, and is present only if
 * `owned` holds too.
 */
function emitRead(path: Path, block: Block, event: JsCode): { guards: JsCode[]; value: JsCode; owned: JsCode } {
  const guards: JsCode[] = []
  let container = event
  // Only the event itself is known to be a plain object before the read.
  const owns = (key: string) => (container === event ? isOwn(block, event, key) : hasOwn(block, container, js`${key}`))
  for (const key of path.slice(0, -1)) {
    const inner = block.let()
    guards.push(owns(key))
    guards.push(js`typeof (${inner} = ${container}[${key}]) === "object"`, js`${inner} !== null`)
    container = inner
  }
  const last = path.at(-1) as string
  return { guards, value: js`${container}[${last}]`, owned: owns(last) }
}
