import { near } from '../diagnostics/index.ts'
import { describeKind, isObject, type Json, type JsonObject, own, type Pointer, pointer } from '../value/index.ts'
import { maxDepth } from './definitionSize.ts'
import type { Expander } from './expander.ts'
import { Holes } from './holes.ts'
import { isPartName, memberSchema, wholeSchema } from './partNames.ts'
import type { PlacedPart } from './sourceMap.ts'

const actionSchema = memberSchema(memberSchema(wholeSchema, 'actions'), '')

/** A template, and the holes that the actions which extend it have shown. */
interface Template {
  readonly name: string
  readonly at: Pointer
  readonly body: JsonObject
  readonly holes: ReadonlySet<string>
  readonly found: Set<string>
  readonly filled: Set<string>
}

/**
 * Writes out the templates of actions. `{ "extends": "event", "with": { "name": "purchase" } }` becomes a copy of the
 * template, in which `{ "$with": "name" }` is what the action gives; the action's own members take precedence. Fields
 * are merged, also their members, and checks by name; `null` removes one.
 */
export function expandActions(actions: JsonObject, templates: Json | undefined, expander: Expander): JsonObject {
  const { sources, problems } = expander
  const used = new Map<string, Template | undefined>()
  const extended = new Map<string, JsonObject | 'circular'>()
  // An action that cannot be read may be the one that fills a hole.
  let areRead = true
  expander.extended = (key, depth) => {
    const action = own(actions, key)
    if (!isObject(action) || !Object.hasOwn(action, 'extends')) return undefined
    const known = extended.get(key)
    if (known !== undefined) return known
    extended.set(key, 'circular')
    const made = extend(action, pointer('/actions', key), depth)
    extended.set(key, made)
    return made
  }
  const members = new Map(
    Object.keys(actions).map(key => {
      const at = pointer('/actions', key)
      return [
        key,
        [expander.extended(key, 2) ?? expander.copy(actions[key], { at, depth: 2, schema: actionSchema }), at] as const,
      ]
    }),
  )
  for (const template of used.values()) if (template) reportHoles(template, areRead, expander)
  return sources.join('/actions', members) as JsonObject

  function extend(action: JsonObject, at: Pointer, depth: number): JsonObject {
    const { extends: name, with: given = {}, ...own } = action
    const template = typeof name === 'string' ? (used.get(name) ?? findTemplate(name, at)) : undefined
    if (typeof name !== 'string') problems.add('CM101', pointer(at, 'extends'), '`extends` is the name of a template')
    else used.set(name, template)
    if (!isObject(given)) problems.add('CM101', pointer(at, 'with'), '`with` is an object of values by hole')
    const holes = template && isObject(given) && new Holes(template, given, pointer(at, 'with'), expander)
    const copied = copyMembers(own, at, depth, holes || undefined)
    if (!template || !holes) {
      // Its parts are changes of others that are unknown, and not whole.
      areRead = false
      return sources.set({ fields: {} }, { at })
    }
    const base = expander.size.addition(at, () =>
      expander.copy(template.body, { at: template.at, depth, holes, schema: actionSchema }),
    )
    holes.reportUnknown()
    for (const hole of holes.found) template.found.add(hole)
    for (const hole of Object.keys(given)) template.filled.add(hole)
    return isObject(base) ? mergeAction(base, copied, at, expander) : copied
  }

  /** Copies the own members of an action. A short form may stand for some. */
  function copyMembers(own: JsonObject, at: Pointer, depth: number, holes: Holes | undefined): JsonObject {
    const copied = expander.copy(own, { at, depth, holes, schema: actionSchema })
    if (isObject(copied)) return copied
    if (copied !== undefined && !expander.size.isFull && depth <= maxDepth) {
      const message = `members of an action come from an object, but this is ${describeKind(copied)}`
      problems.add('CM101', at, message)
    }
    return sources.set({}, { at })
  }

  function findTemplate(name: string, at: Pointer): Template | undefined {
    // `expandDefinition` reports templates that are no object.
    if (templates !== undefined && !isObject(templates)) return undefined
    const given = templates && own(templates, name)
    const body = isPartName(given) ? { $ref: given } : given
    const place = pointer('/templates', name)
    if (body === undefined) {
      problems.add('CM112', pointer(at, 'extends'), `there is no template \`${name}\``, {}, () => {
        return near(name, Object.keys(templates ?? {}))
      })
      return undefined
    }
    if (!isObject(body)) {
      problems.add('CM101', place, 'a template is an object with the members of an action')
      return undefined
    }
    if (Object.hasOwn(body, 'extends')) {
      problems.add('CM112', pointer(place, 'extends'), 'a template cannot extend another one', {
        help: 'share parts between templates with `fragments`',
      })
    }
    const { with: listed = [], extends: _, ...rest } = body
    if (!Array.isArray(listed) || !listed.every(hole => typeof hole === 'string')) {
      const help = 'write `"with": ["name"]`, with the name of each `{ "$with": "name" }`'
      problems.add('CM101', pointer(place, 'with'), '`with` of a template is a list of names of holes', { help })
      return undefined
    }
    const holes = new Set<string>()
    for (const [i, hole] of (listed as string[]).entries()) {
      if (holes.has(hole)) {
        problems.add('CM113', pointer(place, 'with', i), `the hole \`${hole}\` is listed twice`, { help: 'remove it' })
      }
      holes.add(hole)
    }
    return { name, at: place, body: rest, holes, found: new Set(), filled: new Set() }
  }
}

function reportHoles({ at, holes, found, filled, name }: Template, areRead: boolean, { problems }: Expander): void {
  // A hole that is not listed may be a listed one with another spelling.
  const areListed = [...found].every(hole => holes.has(hole))
  ;[...holes].forEach((hole, i) => {
    const place = pointer(at, 'with', i)
    if (!found.has(hole)) {
      if (!areListed) return
      const help = `write \`{ "$with": "${hole}" }\` where the value goes, or remove the name`
      problems.add('CM113', place, `the template \`${name}\` has no place for \`${hole}\``, { help })
    } else if (areRead && !filled.has(hole)) {
      const help = `add \`"with": { "${hole}": … }\` to an action, or remove the hole`
      problems.add('CM113', place, `no action gives a value for the hole \`${hole}\``, { help })
    }
  })
}

function mergeAction(base: JsonObject, action: JsonObject, at: Pointer, expander: Expander): JsonObject {
  const { sources } = expander
  const members = sources.split(base)
  for (const [key, placed] of sources.split(action)) {
    const isMerged = (key === 'fields' || key === 'checks') && (members.has(key) || isObject(placed[0]))
    const first = members.get(key) ?? [sources.set({}, { at }), at]
    members.set(key, isMerged ? mergeParts(key, first, placed, expander) : placed)
  }
  return sources.join(at, members) as JsonObject
}

/** Merges the fields or checks of a template and of an action. */
function mergeParts(
  kind: 'fields' | 'checks',
  template: PlacedPart,
  action: PlacedPart,
  { sources, problems }: Expander,
): PlacedPart {
  const [[first], [second, at]] = [template, action]
  // Any other value is a mistake of the template, and stays to be reported.
  if (!isObject(first) && !Array.isArray(first)) return template
  if (!isObject(first) || !isObject(second)) {
    const help = `write \`"${kind}": { "name": { … } }\` in both`
    problems.add('CM101', at, `${kind} of a template and of its actions are merged by name`, { help })
    return template
  }
  const members = sources.split(first)
  for (const [name, placed] of sources.split(second)) {
    const [before, [value]] = [members.get(name)?.[0], placed]
    if (value === null && before === undefined) {
      const message = `the template has no \`${name}\` that \`null\` could remove`
      problems.add('CM112', pointer(at, name), message, { marks: 'key' }, () => near(name, members.keys()))
    }
    if (value === null) members.delete(name)
    else if (kind === 'checks' || before === undefined || !isObject(value)) members.set(name, placed)
    // A field that is no object is a mistake of the template, and stays to be reported.
    else if (isObject(before)) {
      const joined = new Map([...sources.split(before as JsonObject), ...sources.split(value as JsonObject)])
      members.set(name, [sources.join(placed[1], joined), placed[1]])
    }
  }
  return [sources.join(at, members), at]
}
