import { type Block, type JsCode, js } from '../../code/index.ts'
import { jsonTypes, type MappedField, type ParsedSubscription } from '../../destination/index.ts'
import { countCopies } from '../../mapping/index.ts'
import { charge, chargeWalk } from '../../value/index.ts'

/**
 * Strings and other parts of the event that a payload has for nothing, of each. They are shared with the event, and for so
 * many of them a run that pays would get as much for the size of the event.
 */
const most = 25

/** The price of what a payload shares with its event. A payload that has few such parts pays nothing. */
export class CopiesEmitter {
  /** Name of the number of characters, if there are many texts. */
  readonly #characters: JsCode | undefined
  /** Name of the number of other parts, if there are many. */
  readonly #parts: JsCode | undefined
  readonly #whole: boolean
  readonly #body: Block

  constructor({ fields, whole }: ParsedSubscription, body: Block) {
    this.#body = body
    this.#whole = whole !== undefined && countCopies(whole) > most
    this.#characters = this.#counter(fields.filter(isText).length)
    this.#parts = this.#counter(fields.reduce((sum, mapped) => sum + countParts(mapped), 0))
  }

  #counter(count: number): JsCode | undefined {
    if (count <= most) return undefined
    const name = this.#body.unit.variable()
    this.#body.add(js`let ${name} = 0;`)
    return name
  }

  /** Emits the price of a value that fits its field. All of a payload with another value is read, and paid. */
  emitField(mapped: MappedField, value: JsCode, { unit }: Block): JsCode | undefined {
    if (isText(mapped)) {
      if (this.#characters === undefined) return undefined
      return js`${this.#characters} += ${mapped.field.allowNull ? js`(${value} ?? "")` : value}.length;`
    }
    const parts = countParts(mapped)
    if (this.#parts === undefined || parts === 0) return undefined
    return js`${this.#parts} += ${parts};\nif (${this.#parts} > ${most}) ${unit.import({ chargeWalk })}(${value});`
  }

  /** Emits the price of all fields together. */
  emitEnd(payload: JsCode): void {
    const { unit } = this.#body
    if (this.#whole) this.#body.add(js`${unit.import({ chargeWalk })}(${payload});`)
    else if (this.#characters) this.#body.add(js`${unit.import({ charge })}(${this.#characters});`)
  }
}

/** True for a field whose values are strings. The test of a format is paid anyway. */
function isText({ field }: MappedField): boolean {
  const [type, another] = jsonTypes(field)
  return !field.multiple && type === 'string' && another === undefined && field.format === undefined
}

function countParts({ field, mapping }: MappedField): number {
  return mapping !== undefined && (field.multiple || field.type === 'object') ? countCopies(mapping) : 0
}
