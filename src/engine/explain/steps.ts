import { listParts, type Mapping, type Part, type Place } from '../../mapping/index.ts'
import { type JsonObject, type Path, pointer, pointerKeys, printPath } from '../../value/index.ts'
import { lookUp } from './lookUp.ts'
import { pointSteps } from './pointSteps.ts'
import { recordedValues, type Step, type StepContext, textAt } from './step.ts'

/** Converts a path of a mapping's input to a path of the event; `undefined` if another mapping computes the input. */
type Origin = (path: Path) => Path | undefined

/** The part of a payload that steps explain. */
export interface Target {
  /** Place of the mapping's value. `*` stands for every item of a list. */
  readonly place: Path
  /** Keys of the wanted part of the value; empty for all of it. */
  readonly keys: readonly string[]
  readonly origin: Origin
  /** True if the value is only an intermediate result, so that its members have no place of their own. */
  readonly isAside?: boolean
}

/** The whole value at a place of the payload. */
export function createTarget(place: Path): Target {
  return { place, keys: [], origin: path => path }
}

/** Steps of a run that computed a mapping, from outside to inside. Parts that did not run have none. */
export function collectSteps(mapping: Mapping, context: StepContext, target: Target): Step[] {
  const { at } = mapping
  const [key, ...keys] = target.keys
  const member = (name: string, inner: Mapping) => {
    return collectSteps(inner, context, { ...below(target, name), keys })
  }
  switch (mapping.kind) {
    case 'value': {
      if (key !== undefined || context.trace.valuesAt({ at }) === undefined) return []
      const source = { definition: at }
      return addField([{ pointer: at, text: JSON.stringify(mapping.value), value: mapping.value, source }], target)
    }
    case 'object':
      return mapping.members.flatMap(inner => {
        return key === undefined || key === inner.key ? member(inner.key, inner.mapping) : []
      })
    case 'list':
      return mapping.items.flatMap((item, i) => {
        return key === undefined || key === String(i) ? member(String(i), item) : []
      })
    case 'directive':
      return directiveSteps(mapping, context, target)
  }
}

function directiveSteps(mapping: Directive, context: StepContext, target: Target): Step[] {
  const { at, applied } = mapping
  const found = context.trace.valuesAt({ at })
  const copied = target.keys.length > 0 && found !== undefined ? copiedStep(mapping, context, target) : undefined
  if (copied) return addField([copied], target)
  const inner = listParts(mapping).flatMap(part => collectSteps(part.mapping, context, narrowToPart(part, target)))
  const steps = [
    ...branchSteps(mapping, context),
    ...pointSteps(mapping, context),
    ...readSteps(mapping, context, target.origin),
  ]
  const others = [...addField(steps, target), ...inner]
  // With a part of the value wanted, a directive that contains that part has nothing to add.
  const isElsewhere = target.keys.length > 0 && (applied.parts ?? []).some(({ place }) => place !== undefined)
  if (found === undefined || isElsewhere) return others
  const isSourced = others.some(({ source }) => source !== undefined)
  const own: Step = {
    pointer: at,
    text: mapping.name,
    ...recordedValues({ at }, context),
    ...(!isSourced && { source: { definition: at } }),
  }
  return [...addField([own], target), ...others]
}

/** Narrows a target to a member, by its key or index, or `*`. */
function below(target: Target, name: string): Target {
  return target.isAside ? target : { ...target, place: [...target.place, name] }
}

function addField(steps: readonly Step[], { place, keys }: Target): Step[] {
  const field = pointer('', ...place, ...keys)
  return steps.map(step => ({ ...step, field }))
}

/** Target of a directive's part: the wanted keys of it, and the place of its value. */
function narrowToPart(part: Part, target: Target): Target {
  const [key, ...keys] = target.keys
  const inner = { ...target, origin: compose(target.origin, part) }
  if (part.place === undefined) return { ...inner, place: [...target.place, ...target.keys], keys: [], isAside: true }
  const [items] = part.place
  if (items === undefined) return inner
  if (key === undefined) return below(inner, items)
  return { ...below(target, key), keys, origin: compose(target.origin, ofItem(part, key)) }
}

/** Narrows a part to one item of a list. */
function ofItem({ origin, ...part }: Part, key: string): Part {
  if (origin === undefined) return part
  return {
    ...part,
    origin: path => {
      const read = origin(path)
      return read?.with(read.indexOf('?'), key)
    },
  }
}

function compose(outer: Origin, { origin }: Part): Origin {
  if (origin === undefined) return outer
  return path => {
    const inner = origin(path)
    return inner && outer(inner)
  }
}

/** If a directive copies a part of the event, keys of its value are keys of that part. */
function copiedStep({ applied }: Directive, { event }: StepContext, { keys, origin }: Target): Step | undefined {
  const [read, ...others] = applied.reads ?? []
  const from = read && origin(read.path)
  if (!applied.copies || from === undefined || others.length > 0) return undefined
  const path = [...from, ...keys]
  const { pointer, value, reason } = lookUp(event, path)
  const found = value === undefined ? { reason: reason ?? 'it is in a list' } : { value }
  return { pointer: read!.at, text: printPath(path), source: { event: pointer }, ...found }
}

type Directive = Mapping & { kind: 'directive' }

function branchSteps({ applied }: Directive, context: StepContext): Step[] {
  return (applied.branches ?? []).flatMap(({ at, span, arms }): Step[] => {
    const taken = context.trace.branchAt({ at, ...(span && { span }) })
    if (taken === undefined) return []
    const names = taken.arms.map(arm => armName(arms[arm]!, context.definition))
    return [
      {
        pointer: at,
        ...(span && { span }),
        text: textAt(context.definition, { at, ...(span && { span }) }),
        reason: `takes ${names.join(' and ')}`,
      },
    ]
  })
}

function armName({ at, span }: Place, definition: JsonObject): string {
  if (span) return textAt(definition, { at, span })
  const key = pointerKeys(at).at(-1)!
  return /^\d+$/.test(key) ? `number ${Number(key) + 1}` : `\`${key}\``
}

/** Steps for paths that a directive reads itself, apart from the parts of its expression. */
function readSteps({ at: place, applied }: Directive, context: StepContext, origin: Origin): Step[] {
  if (context.trace.valuesAt({ at: place }) === undefined) return []
  const shown = new Set((applied.points ?? []).flatMap(({ path }) => (path ? [printPath(path)] : [])))
  return (applied.reads ?? []).flatMap(({ path, at }): Step[] => {
    const whole = origin(path)
    if (whole === undefined || whole[0] === '?' || shown.has(printPath(path))) return []
    const { pointer, ...found } = lookUp(context.event, whole)
    return [{ pointer: at, text: printPath(whole), ...found, source: { event: pointer } }]
  })
}
