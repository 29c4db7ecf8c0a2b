import { expect, test } from 'vitest'
import type { CatalogueEntry } from './catalogue.ts'
import { searchCatalogue, suggestSearch } from './searchCatalogue.ts'

const noCalls = { identify: [], group: [], track: [], page: [], screen: [], alias: [] }
const action = (action: string, title: string, description: string) => ({ action, title, description, triggers: {} })

const entries: CatalogueEntry[] = [
  {
    slug: 'post-office',
    name: 'Post.Office',
    aliases: ['Poste'],
    kind: 'messaging',
    description: 'Letters by snail mail.',
    requiredSettings: [],
    calls: { ...noCalls, track: [{ action: 'send', events: ['Order Refunded'] }] },
    actions: [action('send', 'Send letter', 'Sends a letter.'), action('forget', 'Delete', 'Forgets a person.')],
  },
  {
    slug: 'counter',
    name: 'Counter',
    aliases: [],
    kind: 'analytics',
    description: 'Events in e-commerce.',
    requiredSettings: [],
    calls: noCalls,
    actions: [action('event', 'Event', 'Counts an event of a person.')],
  },
]

const find = (search: string) =>
  searchCatalogue(entries, search).map(({ entry, actions }) => [entry.slug, ...actions.map(({ action }) => action)])

test.each<[search: string, found: string[][]]>([
  ['post', [['post-office']]],
  ['POSTE', [['post-office']]],
  ['email', [['post-office']]],
  ['messaging', [['post-office']]],
  ['letter', [['post-office', 'send']]],
  ['refund', [['post-office', 'send']]],
  ['e-commerce', [['counter', 'event']]],
  [
    'person',
    [
      ['post-office', 'forget'],
      ['counter', 'event'],
    ],
  ],
  ['office person', [['post-office', 'forget']]],
  ['letter person', [['post-office', 'forget']]],
  ['send person', []],
  ['nail', []],
])('%s', (search, found) => {
  expect(find(search)).toEqual(found)
})

test.each([
  ['emial', 'email'],
  ['lettr refund', 'letter refund'],
  ['send person', undefined],
  ['zzzzzz', undefined],
])('%s: suggests %s', (search, near) => {
  expect(suggestSearch(entries, search)).toBe(near)
})
