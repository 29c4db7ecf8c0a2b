import { findPart, isPartName } from '../../destination/index.ts'
import type { Edit } from '../../text/index.ts'
import { isObject, type Json, type JsonObject, own, type Pointer, pointer, pointerKeys } from '../../value/index.ts'
import type { Rule } from '../rule.ts'
import { walk } from '../walk.ts'

const fields = { id: { type: 'string', required: true } } as const
const url = 'https://api.example.com'

export const referenceByIndex: Rule = {
  code: 'CM814',
  cost: 'A new request in front of it makes it name another one, in silence.',
  examples: {
    bad: [
      {
        actions: {
          add: { fields, requests: [{ url, body: { id: { '@path': '$.payload.id' } } }] },
          remove: { fields, requests: [{ url, body: { $ref: '#/actions/add/requests/0/body' } }] },
        },
      } as never,
    ],
    good: [
      {
        fragments: { person: { id: { '@path': '$.payload.id' } } },
        actions: {
          add: { fields, requests: [{ url, body: { $ref: '#/fragments/person' } }] },
          remove: { fields, requests: [{ url, body: { $ref: '#/fragments/person' } }] },
        },
      } as never,
    ],
  },
  check({ written }, problems) {
    const found = [...walk(written)].flatMap(([at, part]) => {
      const target = isPartName(part) ? part : ''
      return /^#\/(actions|templates)\/[^/]+\/(checks|requests)\/\d+(\/|$)/.test(target) ? [{ at, target }] : []
    })
    let fix = moveToFragments(found, written)
    for (const { at, target } of found) {
      const message = `\`${target}\` counts the ${pointerKeys(target)[2]} of an action`
      const help = 'move the part to `fragments`, or give checks names'
      problems.add('CM814', at, message, { help, ...(fix && { fix: { applicability: 'safe', edits: fix } }) })
      fix = undefined
    }
  },
}

interface Reference {
  readonly at: Pointer
  readonly target: string
}

/** Moves all parts that references count to `fragments`; absent if no part can be moved, or one is inside another. */
function moveToFragments(references: readonly Reference[], written: JsonObject): Edit[] | undefined {
  const targets = [...new Set(references.map(({ target }) => target))]
  if (targets.some(target => targets.some(other => other.startsWith(`${target}/`)))) return undefined
  const known = isObject(written.fragments) ? written.fragments : undefined
  const hasKnown = known !== undefined && Object.keys(known).length > 0
  const fragments = new Map<string, Json>()
  const names = new Map<string, string>()
  for (const target of targets) {
    const part = findPart(written, target)
    if (part === undefined || mayHaveHoles(target, part, written)) continue
    const name = nameFor(target, name => fragments.has(name) || (known !== undefined && Object.hasOwn(known, name)))
    fragments.set(name, part)
    names.set(target, name)
  }
  if (fragments.size === 0) return undefined
  const toFragment = (target: string) => pointer('#', 'fragments', names.get(target)!)
  // A part that is moved may refer to another one.
  const redirect = (value: Json): Json => {
    return JSON.parse(JSON.stringify(value), (_, part) => (names.has(part) ? toFragment(part) : part))
  }
  const added: Edit[] = hasKnown
    ? [...fragments].map(([name, value]) => ({ at: pointer('/fragments', name), value: redirect(value) }))
    : [{ at: '/fragments', value: redirect(Object.fromEntries(fragments)) }]
  const moved = targets.filter(target => names.has(target))
  return [
    ...added,
    ...moved.map((target): Edit => ({ at: target.slice(1), value: { $ref: toFragment(target) } })),
    ...references.flatMap(({ at, target }): Edit[] => (names.has(target) ? [{ at, text: toFragment(target) }] : [])),
  ]
}

/** True if an action may fill holes of the part, which nobody else who refers to the part could. */
function mayHaveHoles(target: string, part: Json, written: JsonObject): boolean {
  const [kind, name = ''] = pointerKeys(target)
  if (kind !== 'actions' || !isObject(written.actions)) return false
  const action = own(written.actions, name)
  const isExtended = isObject(action) && Object.hasOwn(action, 'extends')
  return isExtended && [...walk(part)].some(([at, inner]) => at.endsWith('/$with') || isPartName(inner))
}

/** `#/actions/add/requests/0/body` becomes `addBody`. */
function nameFor(target: string, isTaken: (name: string) => boolean): string {
  const [, action = '', kind = '', ...rest] = pointerKeys(target)
  const last = rest.findLast(key => /^[A-Za-z]/.test(key)) ?? kind.replace(/s$/, '')
  const name = `${action}${last.charAt(0).toUpperCase()}${last.slice(1)}`
  for (let n = 2; ; n++) {
    const numbered = n === 2 ? name : `${name}${n - 1}`
    if (!isTaken(numbered)) return numbered
  }
}
