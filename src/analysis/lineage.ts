import {
  type Definition,
  type FieldDefinition,
  type ParsedSubscription,
  parseDefinition,
  type SubscriptionDefinition,
  withSubscriptions,
} from '../destination/index.ts'
import { DiagnosticBag } from '../diagnostics/index.ts'
import { listParts, type Mapping, type Part, type Place, type Read } from '../mapping/index.ts'
import { listClauses } from '../trigger/index.ts'
import { own, type Path, type Pointer, pointer, pointerKeys } from '../value/index.ts'
import { isContactKey, isPersonalKey } from './personalData.ts'

/** A flow from a field of an event to a field of an action, or to the trigger of a subscription. */
export interface Flow extends Place {
  /** Path in the event. `?` stands for a key that is only known at run time, such as an item of a list. */
  readonly from: Path
  readonly action: string
  /** Path in the payload, starting with the field. Absent if a trigger reads the value. */
  readonly to?: Path
  /** Directives on the way, from outside to inside: `@if then`, `@jsonata $number`; or `trigger`. */
  readonly how: readonly string[]
  /** Subscriptions that have this flow. */
  readonly subscriptions: readonly string[]
  /** True if it carries personal data that identifies someone. */
  readonly pii: boolean
}

export interface LineageOptions {
  /** Replace the definition's own subscriptions. */
  readonly subscriptions?: readonly SubscriptionDefinition[]
}

/**
 * Lists where each field of an event goes: a static analysis of the triggers and mappings of enabled subscriptions. A
 * path that is only known at run time contains `?`; nothing is guessed.
 *
 * @example
 * lineage(definition).filter(({ from }) => from.join('.') === 'traits.email').map(({ action, to }) => [action, to])
 */
export function lineage(definition: Definition, options: LineageOptions = {}): Flow[] {
  return prepareLineage(definition)(options)
}

/** Parses a definition once for several lists of subscriptions. */
export function prepareLineage(definition: unknown): (options: LineageOptions) => Flow[] {
  const parsed = parseDefinition(definition, new DiagnosticBag())
  return ({ subscriptions }) => {
    return parsed ? listFlows(withSubscriptions(parsed, subscriptions, new DiagnosticBag()).subscriptions) : []
  }
}

function listFlows(subscriptions: readonly ParsedSubscription[]): Flow[] {
  const flows = new Map<string, Flow>()
  for (const subscription of subscriptions) {
    if (!subscription.enabled) continue
    for (const flow of [...fieldFlows(subscription), ...triggerFlows(subscription)]) {
      const key = JSON.stringify([flow.from, flow.to, flow.at, flow.span, flow.how])
      const known = flows.get(key)
      flows.set(key, known ? { ...known, subscriptions: [...known.subscriptions, subscription.name] } : flow)
    }
  }
  return [...flows.values()]
}

function triggerFlows({ name, at, action, trigger }: ParsedSubscription): Flow[] {
  return listClauses(trigger).map(({ path, span }) => {
    const pii = isPersonal(path, undefined)
    return {
      from: path,
      action: action.key,
      how: ['trigger'],
      subscriptions: [name],
      pii,
      at: pointer(at, 'trigger'),
      span,
    }
  })
}

function fieldFlows({ name, action, fields, whole }: ParsedSubscription): Flow[] {
  const flow = (to: Path, { from, how, ...place }: Source): Flow => {
    const field = own(action.definition.fields, to[0] ?? '')
    return { from, action: action.key, to, how, subscriptions: [name], pii: isPersonal(from, field), ...place }
  }
  const ofFields = fields.flatMap(({ key, mapping }) =>
    mapping ? collectSources(mapping, [key]).map(({ to, source }) => flow(to, source)) : [],
  )
  return [...(whole ? collectSources(whole, []).map(({ to, source }) => flow(to, source)) : []), ...ofFields]
}

/** A path of the event that a mapping reads, and where and how it does. */
interface Source extends Place {
  readonly from: Path
  readonly how: readonly string[]
}

type Origin = (path: Path) => Path | undefined

/** Sources of each part of a mapping's value. */
function collectSources(
  mapping: Mapping,
  to: Path,
  how: readonly string[] = [],
  origin: Origin = path => path,
): { to: Path; source: Source }[] {
  switch (mapping.kind) {
    case 'value':
      return []
    case 'object':
      // Inside a directive, keys may differ from those of the payload.
      return mapping.members.flatMap(({ key, mapping }) =>
        collectSources(mapping, how.length === 0 ? [...to, key] : to, how, origin),
      )
    case 'list':
      return mapping.items.flatMap((item, i) =>
        collectSources(item, how.length === 0 ? [...to, String(i)] : to, how, origin),
      )
    default: {
      const own = readsAt(mapping, how, origin).map(source => ({ to, source }))
      const inner = listParts(mapping).flatMap(part =>
        collectSources(part.mapping, to, [...how, describeStep(mapping, part)], compose(origin, part)),
      )
      return [...own, ...inner]
    }
  }
}

function readsAt({ name, applied }: Mapping & { kind: 'directive' }, how: readonly string[], origin: Origin): Source[] {
  const points = applied.points ?? []
  return (applied.reads ?? []).flatMap(({ path, at }: Read): Source[] => {
    const from = origin(path)
    if (from === undefined) return []
    const point = points.find(point => point.path?.join('\n') === path.join('\n'))
    const call = point?.span && points.findLast(({ span, call }) => call && span && covers(span, point.span!))?.call
    const last = call === undefined ? name : `${name} $${call}`
    return [{ from, how: [...how, last], at, ...(point?.span && { span: point.span }) }]
  })
}

function covers(outer: { start: number; end: number }, inner: { start: number; end: number }): boolean {
  return outer.start <= inner.start && inner.end <= outer.end
}

function compose(outer: Origin, { origin }: Part): Origin {
  if (origin === undefined) return outer
  return path => {
    const inner = origin(path)
    return inner && outer(inner)
  }
}

/** A directive with the part of its argument: `@if then`, `@coalesce 2`, `@case`. */
function describeStep({ at, name }: Mapping & { kind: 'directive' }, part: Part): string {
  const key = pointerKeys(part.mapping.at as Pointer)[pointerKeys(at).length + 1]
  if (key === undefined || key === 'value') return name
  return `${name} ${/^\d+$/.test(key) ? Number(key) + 1 : key}`
}

function isPersonal([root, ...keys]: Path, field: FieldDefinition | undefined): boolean {
  if (field?.category === 'pii' || field?.category === 'hashedPii') return true
  // A copy of the whole copies personal data as well.
  if (root === undefined || (keys.length === 0 && (root === 'traits' || root === 'context'))) return true
  if (root !== 'traits' && root !== 'context' && root !== 'properties') return false
  const [first] = keys
  const isPerson =
    root === 'traits' || first === 'traits' || first === 'address' || first === 'ip' || first === 'location'
  if (root === 'context' && keys.length === 1 && first === 'traits') return true
  return keys.some(isPerson ? isPersonalKey : isContactKey)
}
