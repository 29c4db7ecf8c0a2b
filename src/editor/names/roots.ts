import { type FieldDefinition, listTokenValues, type Root } from '../../destination/index.ts'
import { type Path, pointer } from '../../value/index.ts'
import type { Entry } from '../entry.ts'
import { describeField, type KnownDefinition } from './definitions.ts'
import { PathTree } from './pathTree.ts'

const account = ['settings', 'constants'] as const
const ofPayload = ['payload', ...account] as const
const ofRequest = [...ofPayload, 'item', 'index', 'tokens'] as const
const ofAnswer = ['request', 'response', 'items', ...account] as const

/** Input of a mapping: roots of a request or an answer, an event, or any of these. */
export type Input = readonly Root[] | 'event' | 'any'

/** The inputs of mappings, by place in a definition. The first that fits counts; `docs/definition.md` has the table. */
const places: readonly (readonly [place: RegExp, input: Input])[] = [
  [/^subscriptions\b/, 'event'],
  [/^(?:(?:actions|templates)\/[^/]+\/)?(?:fields|fragments|with)\/.*\bdefault\b/, 'event'],
  // The use of a part decides.
  [/^fragments\//, 'any'],
  [/^actions\/[^/]+\/with\//, 'any'],
  [/^constants\//, ['settings']],
  [/^tokens\/[^/]+\/request\b/, [...account, 'tokens']],
  [/^tokens\//, ['response', ...account]],
  [/(^|\/)response\/errors\/item\b/, [...ofAnswer, 'item']],
  [/(^|\/)response\/errors\//, [...ofAnswer, 'error', 'position', 'item']],
  [/(^|\/)response\//, ofAnswer],
  [/(^|\/)auth\b/, [...account, 'tokens']],
  [/(^|\/)batch\/request\/body\b/, ['items', 'key', ...account]],
  [/(^|\/)batch\/item\b/, [...ofPayload, 'body']],
  [/(^|\/)(batch|checks|subject)\b/, [...ofPayload, 'tokens']],
  [/(^|\/)(request|requests)\b/, ofRequest],
]

/** Finds what a mapping at a place of a definition reads. */
export function inputAt(place: Path): Input {
  const text = place.join('/')
  return places.find(([pattern]) => pattern.test(text))?.[1] ?? []
}

/** The action that a place belongs to, if it is one of the definition. */
export function findAction([part, name]: Path): string | undefined {
  return part === 'actions' ? name : undefined
}

const summaries: Readonly<Record<Root, string>> = {
  payload: 'The payload of the action, by its fields.',
  settings: 'The settings of the account.',
  constants: 'The constants of the definition.',
  item: 'The item: of `forEach`, or of an answer.',
  index: 'Number of the item, from 0.',
  body: 'The body of the single request.',
  items: 'The items of the batch.',
  key: 'The key of the batch.',
  tokens: 'The tokens of the account.',
  request: 'The request: method, url, headers without authentication, and body.',
  response: 'The answer: status, headers in lower case, and body.',
  error: 'The entry of the list of errors.',
  position: 'Place of the entry in the list of errors, from 0.',
}

/** The paths that a mapping at a place can read. `events` are those of events. */
export function inputTree(input: Input, place: Path, known: KnownDefinition, events: () => PathTree): PathTree {
  if (input === 'event') return events()
  const tree = new PathTree()
  const roots = input === 'any' ? (Object.keys(summaries) as Root[]) : input
  if (input === 'any') for (const [key, node] of events().children) tree.children.set(key, node)
  for (const root of roots) tree.add([root], { text: summaries[root] })
  const addAll = (root: Root, entries: readonly Entry[]) => {
    if (!roots.includes(root)) return
    for (const { name, ...facts } of entries) tree.add([root, name], facts)
  }
  addAll('settings', known.listSettings())
  addAll('constants', known.listConstants())
  addAll('payload', known.listFields(findAction(place)))
  addAll(
    'tokens',
    [...listTokenValues(known.definition)].map(([name]) => ({ name, kind: 'variable' })),
  )
  if (roots.includes('payload')) addProperties(tree, place, known)
  const members = { request: ['method', 'url', 'headers', 'body'], response: ['status', 'headers', 'body', 'error'] }
  for (const [root, names] of Object.entries(members)) {
    if (roots.includes(root as Root)) for (const name of names) tree.add([root, name])
  }
  return tree
}

/** Adds the properties of fields that are objects. */
function addProperties(tree: PathTree, place: Path, known: KnownDefinition): void {
  const action = findAction(place)
  const named = action === undefined ? Object.entries(known.actions) : [[action, known.actions[action]] as const]
  const visit = (fields: { readonly [key: string]: FieldDefinition }, path: Path, at: string) => {
    for (const [name, { properties, multiple }] of Object.entries(fields)) {
      if (properties === undefined) continue
      const [inner, innerAt] = [[...path, name, ...(multiple ? ['0'] : [])], pointer(at, name, 'properties')]
      for (const [key, field] of Object.entries(properties)) {
        const { name: _, ...facts } = describeField(key, field)
        tree.add([...inner, key], { ...facts, target: () => known.locate(pointer(innerAt, key)) })
      }
      visit(properties, inner, innerAt)
    }
  }
  for (const [key, found] of named) if (found) visit(found.fields, ['payload'], pointer('/actions', key, 'fields'))
}
