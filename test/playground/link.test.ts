import fc from 'fast-check'
import { deflateSync, strToU8 } from 'fflate'
import { expect, test } from 'vitest'
import { example } from '../../src/playground/example.ts'
import type { Project } from '../../src/playground/project.ts'
import { fromLink, toFragment } from '../../src/playground/share/link.ts'
import { anyCharacter } from '../anyCharacter.ts'

const text = fc.string({ unit: anyCharacter })
const project: fc.Arbitrary<Project> = fc.record(
  {
    destination: text,
    mapping: text,
    events: fc.array(fc.record({ text, name: text }, { requiredKeys: ['text'] })),
    definition: text,
    tests: text,
    answer: text,
    selected: fc.constant(0),
  },
  { requiredKeys: ['destination', 'mapping', 'events', 'selected'] },
)

test('a link has the whole project', () => {
  fc.assert(
    fc.property(project, given => {
      expect(fromLink(toFragment(given))).toEqual({ project: given })
    }),
  )
})

test('the link of any copy of the page opens, with its address before it', () => {
  expect(fromLink(` file:///home/ann/playground.html${toFragment(example)}\n`)).toEqual({ project: example })
})

const pack = (value: unknown) => `#1.${Buffer.from(deflateSync(strToU8(JSON.stringify(value)))).toString('base64url')}`

test.each([
  ['https://example.com/', 'this is not a link of a playground'],
  [`${toFragment(example).slice(0, 100)}`, 'the link is cut or damaged'],
  [toFragment(example).replace('#1.', '#2.'), 'the link has version 2, and this page reads version 1'],
  ['#1.AAAA', 'the link is cut or damaged'],
  [pack({ mapping: '' }), 'the link has no project'],
  [pack({ destination: 'a', mapping: '', events: {} }), 'the link has no project'],
  [pack(null), 'the link has no project'],
])('%s is refused', (link, refused) => expect(fromLink(link)).toEqual({ refused }))

test('a small link that unpacks to too much is refused', () => {
  const bomb = `#1.${Buffer.from(deflateSync(new Uint8Array(30_000_000))).toString('base64url')}`
  expect(bomb.length).toBeLessThan(200_000)
  expect(fromLink(bomb)).toEqual({ refused: 'the link is cut or damaged' })
})

test('parts of a link that are not what they should be are left out', () => {
  const opened = fromLink(pack({ ...example, events: [{ text: 5 }, { text: 'a', name: {} }], selected: 9, tests: [] }))
  const { events, selected, tests } = 'project' in opened ? opened.project : expect.fail()
  expect({ events, selected, tests }).toEqual({ events: [{ text: 'a' }], selected: 0, tests: undefined })
})
