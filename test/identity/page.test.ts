import { describe, expect, test } from 'vitest'
import { journey } from '../../src/api/analysis.ts'
import { compile, type Definition } from '../../src/api/index.ts'
import { readJsonBlock, readPage } from '../docs/page.ts'
import { callsOf, visitor } from './flows.ts'

const page = readPage('docs/identity.md')

describe('docs/identity.md', () => {
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
