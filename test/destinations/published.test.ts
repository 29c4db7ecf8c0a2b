import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { type Difference, published, publishedCases } from './published.ts'
import { slugs } from './sent.ts'

const tables = await Promise.all(
  published.map(async slug => {
    const { differences }: { differences: readonly Difference[] } = await import(`./published/${slug}.ts`)
    return { slug, differences }
  }),
)

describe.each(tables)('$slug', ({ slug, differences }) => {
  const cases = publishedCases(slug)

  test('is a bundled destination', () => {
    expect(slugs).toContain(slug)
  })

  test.skipIf(cases.length === 0).for(cases)(
    'sends what the published destination does: $one.name',
    ({ one, sent }) => {
      const expected = differences.reduce<ReturnType<Difference['change']>>(
        (requests, { change }) => change(requests, one),
        one.requests,
      )
      expect(sent).toEqual(expected)
    },
  )

  test.for(differences)('difference $letter is one of the README', ({ letter }) => {
    const readme = readFileSync(new URL(`../../destinations/${slug}/README.md`, import.meta.url), 'utf8')
    expect(readme).toContain(`- **${letter}**`)
  })

  test.skipIf(cases.length === 0).for(differences)('difference $letter changes a recorded case', ({ change }) => {
    const changed = cases.filter(
      ({ one }) => JSON.stringify(change(one.requests, one)) !== JSON.stringify(one.requests),
    )
    expect(changed.length).toBeGreaterThan(0)
  })
})
