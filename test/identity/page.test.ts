import { describe, expect, test } from 'vitest'
import { journey } from '../../src/api/analysis.ts'
import { compile, type Definition } from '../../src/api/index.ts'
import { definitionOf, slugs } from '../destinations/sent.ts'
import { readJsonBlock, readPage, readTable } from '../docs/page.ts'
import { callsOf, visitor } from './flows.ts'

const page = readPage('docs/identity.md')
const declaring = slugs.map(definitionOf).filter(({ identity }) => identity !== undefined)
const sections = new Map(
  page
    .split(/^### /m)
    .slice(1)
    .map(section => [section.split('\n', 1)[0]!, section.split(/^## /m)[0]!]),
)

describe('docs/identity.md', () => {
  test('has a section for every destination with rules', () => {
    expect([...sections.keys()].toSorted()).toEqual(declaring.map(({ name }) => name).toSorted())
  })

  test.each(declaring)('has the sources of $name, and an address for each rule', ({ name, identity }) => {
    const section = sections.get(name)!
    const sources = [identity!].flat().flatMap(({ sources }) => sources)
    expect(sources.filter(source => !section.includes(source))).toEqual([])
    expect(readTable(section, 'rule').filter(([, source]) => !/^https:\/\/\S+$/.test(source!))).toEqual([])
  })

  test.each(declaring)('marks what is uncertain in $name', ({ name, identity }) => {
    const facts = [identity!]
      .flat()
      .flatMap(({ rules }) => rules.flatMap(({ uncertain, again }) => [uncertain ?? [], again ?? []].flat()))
    const marked = sections.get(name)!.match(/\*\*Uncertain:\*\*/g) ?? []
    expect(marked.length).toBe(new Set(facts).size)
  })

  test('has an example that ties', () => {
    const destination = compile(readJsonBlock(page, 'definition') as unknown as Definition, { settings: {} })
    const both = { type: 'track', event: 'B', userId: 'u_1', anonymousId: visitor }
    const [played] = journey([destination], callsOf([{ type: 'track', event: 'A', anonymousId: visitor }, both]))
    expect(played!.profiles).toEqual([{ ids: { user: ['u_1'], visitor: [visitor] }, events: [1, 2] }])
    expect(played!.ties).toMatchObject([{ call: 2, from: visitor, to: 'u_1', moves: [1] }])
  })
})

test('the README has the journey of six calls', () => {
  const [, shown] = readPage('test/cli/golden/journey.golden.txt').match(/^\$.*\n([\s\S]*?)--- stderr/) ?? []
  expect(readPage('README.md')).toContain(shown!.trimEnd())
})
