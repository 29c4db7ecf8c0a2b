import { Block, declareObject, type JsCode, join, js, type Unit } from '../code/index.ts'
import { collectReads, type Mapping } from '../mapping/index.ts'
import { chargeCompilation, compileCost, type Pointer } from '../value/index.ts'
import { accountRoots } from './accountRoots.ts'

/** Emits the value of a slot. `account` has the account's settings and constants, for mappings. */
type EmitSlot = (block: Block, account: JsCode) => JsCode

/** A name within one place, or data that says everything about a slot. */
type SlotKind = string | { readonly all: unknown }

interface Slot {
  readonly at: Pointer
  readonly reads: boolean
  readonly emit: EmitSlot
}

/**
 * Values that are computed once for each account: fixed parts of requests. Slots are filled in order, so that one may
 * refer to those before it.
 */
export class Slots {
  readonly #slots: Slot[] = []
  readonly #numbers = new Map<string, number>()

  /**
   * Adds a slot and returns its number; the same number for equal slots. Mistakes that appear when it is filled are
   * reported at `at`. `kind` tells apart slots of one place; slots of any place are equal if it holds all that they depend on.
   */
  add(at: Pointer, kind: SlotKind, mappings: readonly Mapping[], emit: EmitSlot): number {
    const key = JSON.stringify(typeof kind === 'string' ? [at, kind] : kind)
    chargeCompilation(key.length * compileCost.writtenCharacter)
    const known = this.#numbers.get(key)
    if (known !== undefined) return known
    const reads = mappings.flatMap(collectReads).some(({ path: [root] }) => root === 'settings' || root === 'constants')
    this.#numbers.set(key, this.#slots.length)
    return this.#slots.push({ at, reads, emit }) - 1
  }

  /** Emits the list of `AccountPart`s. */
  emit(unit: Unit): JsCode {
    const parts = this.#slots.map(({ at, reads, emit }) => {
      const block = new Block(unit)
      const account = declareObject(block, accountRoots(block))
      const value = emit(block, account)
      return js`{ at: ${at}, reads: ${reads}, fill: account => {\n${block.body}\nreturn ${value};\n} },`
    })
    return js`[\n${join(parts, '\n')}\n]`
  }
}
