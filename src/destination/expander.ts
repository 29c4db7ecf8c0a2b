import { defineKey } from '../code/index.ts'
import type { DiagnosticBag } from '../diagnostics/index.ts'
import { isObject, type Json, type JsonObject, own, type Pointer, pointer, readPath } from '../value/index.ts'
import { copyTree } from './copyTree.ts'
import { DefinitionSize, maxDepth } from './definitionSize.ts'
import { firstPath } from './firstPath.ts'
import { filledPlace, holeName, type Place } from './holes.ts'
import { addImpliedTo } from './implied.ts'
import { nearPart, type PartName } from './nearPart.ts'
import { declaredKey, declaredSchema, isPartName, memberSchema, partKeys, partKind, takesName } from './partNames.ts'
import { readConditions } from './requiredText.ts'
import { hasShortMember, longMembers, reportTwice } from './shortMembers.ts'
import { type CopiedMember, type PlacedPart, SourceMap } from './sourceMap.ts'
import { copyStandard } from './standardPart.ts'
import { isPlain, keyForText, type TextKey } from './textForms.ts'
import { unreadField } from './unreadField.ts'

/**
 * Copies parts of a definition and writes out their short forms: `{ "$ref": "#/…" }` is replaced by the part that it
 * names, `{ "$ref": "std#/…" }` by a standard one, and `{ "$with": … }` by what an action gives to the hole. Keys beside
 * `$ref` override those of the part. In place of an object or list that is not a mapping, the name of a part is enough:
 * `"email": "std#/email"`. `keyForText` finds other strings that are enough. This is the only walk over a definition of
 * unknown depth, so it also reports excessive depth and size, circular references, and keys that JSON cannot represent.
 */
export class Expander {
  readonly sources = new SourceMap()
  readonly problems: DiagnosticBag
  readonly size: DefinitionSize
  /** Writes out an action that extends a template; `circular` if that leads back to itself. */
  extended: (key: string, depth: number) => JsonObject | 'circular' | undefined = () => undefined
  readonly #root: JsonObject
  readonly #open = new Set<Pointer>()
  /** Parts of circles that are already reported. */
  readonly #circular = new Set<Pointer>()

  constructor(root: JsonObject, problems: DiagnosticBag) {
    this.#root = root
    this.problems = problems
    this.size = new DefinitionSize(problems)
  }

  /** Copies a part. Parts without a value are `undefined`: an invalid reference, or a hole that is not filled. */
  copy(value: unknown, place: Place): unknown {
    const { at, depth, schema } = place
    this.size.count(value, at)
    if (this.size.isFull) return null
    const textKey = keyForText(value, schema)
    if (textKey === 'conditions') return readConditions(value as string, place.at, this)
    if (textKey !== undefined) return this.#wrap(textKey, value, place)
    const isName = isPartName(value) && takesName(schema)
    if (!isName && (typeof value !== 'object' || value === null)) return value
    if (depth > maxDepth) return this.size.reportDepth(at)
    if (isName) return this.#copyNamed(value, place)
    if (Array.isArray(value)) return firstPath(this.#copyList(value, place), place, this)
    const object = value as JsonObject
    const base = this.#copyBase(object, place)
    if (base !== null) return base.value
    const isJoined = ['$with', '@fields'].some(key => Object.hasOwn(object, key)) || hasShortMember(object, schema)
    return isJoined ? this.#copyMembers(object, undefined, place) : this.#copyPlain(object, place)
  }

  /** Copies a string as the only member of the object that it stands for. */
  #wrap(key: TextKey, text: unknown, { at, depth, holes, schema }: Place): unknown {
    const copied = this.copy(text, { at, depth: depth + 1, holes })
    const members = longMembers(key, copied, schema) ?? [[key, copied]]
    return this.sources.join(at, new Map(members.map(([name, value]) => [name, [value, at]])))
  }

  /** Copies the part that a short form stands for; null if the object is not one. */
  #copyBase(object: JsonObject, place: Place): { value: unknown } | null {
    const target = own(object, '$ref')
    if (!isPartName(target)) {
      const hole = holeName(object)
      if (hole === undefined || Object.keys(object).length > 1) return null
      const filled = this.#fill(hole, place)
      return { value: filled && this.copy(filled.value, { ...filledPlace(filled.at, place), depth: place.depth + 1 }) }
    }
    const base = this.#copyNamed(target, place, pointer(place.at, '$ref'))
    if (base === undefined || Object.keys(object).length === 1) return { value: base }
    if (isObject(base)) return { value: this.#copyMembers(object, base, place) }
    const message = `\`${target}\` is not an object, so this \`$ref\` cannot have other keys beside it`
    this.problems.add('CM105', place.at, message)
    return { value: undefined }
  }

  #copyList(list: readonly unknown[], place: Place): unknown[] {
    const items = list.flatMap((item, i) => {
      const [copied, written = pointer(place.at, i)] = this.#copyPart(item, i, place)
      // The items of a list keep their places, except after a hole that is not filled.
      return copied === undefined && holeName(item) !== undefined ? [] : [[copied, written] as const]
    })
    return this.sources.joinList(place.at, items)
  }

  /** Copies an object without short forms, as most are. */
  #copyPlain(object: JsonObject, place: Place): Record<string, unknown> {
    const { at } = place
    const copied: Record<string, unknown> = {}
    let others: Map<string, Pointer> | undefined
    for (const [key, part] of Object.entries(object)) {
      if (this.#isUnfit(key, at)) continue
      if (isPlain(part, place.schema, key)) {
        this.size.count(part, at, key)
        if (part !== undefined) defineKey(copied, key, this.size.isFull ? null : part)
        continue
      }
      const [value, written] = this.#copyPart(part, key, place)
      if (value !== undefined) defineKey(copied, key, value)
      if (written !== undefined) others = (others ?? new Map()).set(key, written)
    }
    return this.sources.set(copied, { at, others })
  }

  /** Copies the members of an object over those of what it refers to. Members of a filled hole override their neighbours. */
  #copyMembers(object: JsonObject, base: JsonObject | undefined, place: Place): Record<string, unknown> {
    const { at } = place
    reportTwice(object, place, this.problems)
    const members: Map<string, CopiedMember> = base ? this.sources.split(base) : new Map()
    const ofHole = new Set<string>()
    // Fields of a template and of the action that fills its hole add up. A `@fields` beside `$ref` overrides.
    const inherited = Object.hasOwn(object, '@fields') ? undefined : members.get('@fields')
    let fields = inherited && placed(inherited, at)
    const put = (key: string, part: CopiedMember) => {
      if (part[0] === undefined) return
      if (key === '@fields') fields = fields ? this.#addUp(fields, placed(part, at)) : placed(part, at)
      members.set(key, key === '@fields' ? fields! : part)
    }
    for (const key of Object.keys(object)) {
      const part = object[key]
      if (key === '$ref' && isPartName(part)) continue
      if (key === '$with' && typeof part === 'string') {
        for (const [name, placed] of this.#spread(part, place)) {
          ofHole.add(name)
          put(name, placed)
        }
      } else if (!this.#isUnfit(key, at) && (key === '@fields' || !ofHole.has(key))) {
        for (const [name, copied] of this.#copyMember(part, key, place))
          if (!ofHole.has(name) || name === key) put(name, copied)
      }
    }
    return this.sources.join(at, members)
  }

  #addUp(first: PlacedPart, second: PlacedPart): PlacedPart {
    const items = [...this.sources.splitList(first), ...this.sources.splitList(second)]
    return [this.sources.joinList(second[1], items), second[1]]
  }

  /** Copies a member, which may be short for several. */
  #copyMember(part: unknown, key: string, place: Place): (readonly [key: string, CopiedMember])[] {
    const copied = this.#copyPart(part, key, place)
    const [value, written = pointer(place.at, key)] = copied
    const members = longMembers(key, value, place.schema)
    return members?.map(([name, value]) => [name, [value, written]]) ?? [[key, copied]]
  }

  /** Copies a member or item, and says where it was written, if that is not its place. */
  #copyPart(part: unknown, key: string | number, { at, depth, holes, schema }: Place): CopiedMember {
    const hole = holeName(part)
    const isOnlyHole = hole !== undefined && Object.keys(part as JsonObject).length === 1
    const copied = this.copy(part, { at: pointer(at, key), depth: depth + 1, holes, schema: memberSchema(schema, key) })
    return [copied, isOnlyHole ? holes?.placeOf(hole) : undefined]
  }

  /** Copies the part that a string names; a `!` at its end makes it required. */
  #copyNamed(text: string, place: Place, written = place.at): unknown {
    const more = longMembers('$ref', text, place.schema)
    if (more === undefined) return this.#copyTarget({ target: text, mark: '', at: written }, place)
    const part = this.#copyTarget({ target: text.slice(0, -1), mark: '!', at: written }, place)
    if (!isObject(part)) return part
    const members: Map<string, CopiedMember> = this.sources.split(part)
    for (const [key, value] of more) members.set(key, [value, written])
    return this.sources.join(place.at, members)
  }

  #copyTarget(name: PartName, place: Place): unknown {
    const { target } = name
    if (target.startsWith('std#')) return copyStandard(name, place, this)
    if (this.#circular.has(target) || this.size.isFull) return undefined
    if (this.#open.has(target)) return this.#reportCircle(target, place.at)
    this.#open.add(target)
    const base = this.#copyOpen(name, place)
    this.#open.delete(target)
    if (this.size.isFull) return undefined
    const [kind, key] = [partKind(place.schema), declaredKey(target)]
    if (kind !== undefined && key !== undefined) addImpliedTo(base, key, kind, this)
    return base
  }

  #copyOpen(name: PartName, { at, depth, holes, schema }: Place): unknown {
    const { target } = name
    const keys = partKeys(target)
    const [root, key = '', ...path] = keys
    const extended = root === 'actions' ? this.extended(key, depth + 1) : undefined
    if (extended === 'circular') return this.#reportCircle(target, at)
    const found = readPath(extended ?? this.#root, extended ? path : keys) as Json | undefined
    if (found !== undefined && target.startsWith('#/')) {
      const inner = { at: target.slice(1), depth: depth + 1, holes, schema: schema ?? declaredSchema(keys) }
      return this.size.addition(at, () => {
        if (!extended) return this.copy(found, inner)
        return copyTree(found, { at, depth }, this.size, (original, copy) => this.sources.copy(original, copy))
      })
    }
    if (!this.#circular.has(target) && !this.problems.reports(pointer('', root ?? ''))) {
      const message = `\`${target}\` is not a part of this definition`
      this.problems.add('CM105', name.at, message, {}, () => nearPart(this.#root, name))
    }
    return partKind(schema) === 'field' ? this.sources.set(unreadField(), { at, isWhole: true }) : undefined
  }

  #reportCircle(target: string, at: Pointer): undefined {
    this.problems.add('CM106', at, `\`${target}\` refers to itself`)
    for (const other of this.#open) this.#circular.add(other)
  }

  #fill(hole: string, { at, holes }: Place): { value: Json; at: Pointer } | undefined {
    if (holes !== undefined) return holes.fill(hole, at)
    const help = 'write the value here, or use this part in a template'
    this.problems.add('CM113', at, `there is no template here that has a hole \`${hole}\``, { help })
    return undefined
  }

  /** Returns the members of what an action gives to a hole that has neighbours. */
  #spread(hole: string, place: Place): Iterable<[string, PlacedPart]> {
    const filled = this.#fill(hole, place)
    const value = filled && this.copy(filled.value, filledPlace(filled.at, place))
    if (filled === undefined || value === undefined) return []
    if (isObject(value)) return this.sources.split(value)
    const help = 'give an object, whose members are added to those beside the hole'
    const message = `the hole \`${hole}\` has other members beside it, so it takes an object`
    this.problems.add('CM113', filled.at, message, { help })
    return []
  }

  #isUnfit(key: string, at: Pointer): boolean {
    this.size.countKey(key)
    if (key === '$with') {
      this.problems.add('CM101', pointer(at, key), '`$with` is the name of a hole')
      return true
    }
    if (key.isWellFormed()) return false
    this.problems.add('CM101', at, `the key ${JSON.stringify(key)} is not well-formed Unicode`)
    return true
  }
}

/** The `@fields` of an object, with their place. */
function placed([value, at]: CopiedMember, object: Pointer): PlacedPart {
  return [value, at ?? pointer(object, '@fields')]
}
