import { listParts, type Mapping, type Part, type Place } from '../../mapping/index.ts'
import { type JsonObject, type Path, pointer, pointerKeys, printPath } from '../../value/index.ts'
import { lookUp } from './lookUp.ts'
import { pointSteps } from './pointSteps.ts'
import { type Step, type StepContext, seen, textAt } from './step.ts'

/** Where a path of the input of a mapping is in the event; `undefined` when it is in what another mapping makes. */
type Origin = (path: Path) => Path | undefined

/** The part of a payload that steps are about. */
export interface Target {
  /** Where the value of the mapping goes: `*` is every item of a list. */
  readonly place: Path
  /** What of that value is asked for: all of it without keys. */
  readonly keys: readonly string[]
  readonly origin: Origin
  /** Whether the value is only used on the way to what is at the place, so that its members have no place of their own. */
  readonly isAside?: boolean
}

/** All that is mapped to a place of the payload. */
export function wholeOf(place: Path): Target {
  return { place, keys: [], origin: path => path }
}

/** What a run did to compute a mapping, from the outside to the inside. What it did not come by is left out. */
export function stepsOf(mapping: Mapping, context: StepContext, target: Target): Step[] {
  const { at } = mapping
  const [key, ...keys] = target.keys
  const member = (name: string, inner: Mapping) => {
    return stepsOf(inner, context, { ...below(target, name), keys })
  }
  switch (mapping.kind) {
    case 'value': {
      if (key !== undefined || context.trace.valuesAt({ at }) === undefined) return []
      const source = { definition: at }
      return placed([{ pointer: at, text: JSON.stringify(mapping.value), value: mapping.value, source }], target)
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
  if (copied) return placed([copied], target)
  const inner = listParts(mapping).flatMap(part => stepsOf(part.mapping, context, targetOf(part, target)))
  const steps = [
    ...branchSteps(mapping, context),
    ...pointSteps(mapping, context),
    ...readSteps(mapping, context, target.origin),
  ]
  const others = [...placed(steps, target), ...inner]
  // Where a part of the value is asked for, a directive that holds that part has nothing to add.
  const isElsewhere = target.keys.length > 0 && (applied.parts ?? []).some(({ place }) => place !== undefined)
  if (found === undefined || isElsewhere) return others
  const isSourced = others.some(({ source }) => source !== undefined)
  const own: Step = {
    pointer: at,
    text: mapping.name,
    ...seen({ at }, context),
    ...(!isSourced && { source: { definition: at } }),
  }
  return [...placed([own], target), ...others]
}

/** A member of the value, by its key or index, or `*`. */
function below(target: Target, name: string): Target {
  return target.isAside ? target : { ...target, place: [...target.place, name] }
}

function placed(steps: readonly Step[], { place, keys }: Target): Step[] {
  const field = pointer('', ...place, ...keys)
  return steps.map(step => ({ ...step, field }))
}

/** What of a part of a directive is asked for, and where its value goes. */
function targetOf(part: Part, target: Target): Target {
  const [key, ...keys] = target.keys
  const inner = { ...target, origin: compose(target.origin, part) }
  if (part.place === undefined) return { ...inner, place: [...target.place, ...target.keys], keys: [], isAside: true }
  const [items] = part.place
  if (items === undefined) return inner
  if (key === undefined) return below(inner, items)
  return { ...below(target, key), keys, origin: compose(target.origin, ofItem(part, key)) }
}

/** A part for one item of a list. */
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

/** Where a directive copies a part of the event, what is at the keys of its value is there too. */
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

/** The paths that a directive reads itself, apart from those of an expression's parts. */
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
