import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { expandedDefinition, slugs } from './sent.ts'

describe.each(slugs)('the README of %s', slug => {
  const readme = () => readFileSync(new URL(`../../destinations/${slug}/README.md`, import.meta.url), 'utf8')
  const { actions, subscriptions = [], settings = {} } = expandedDefinition(slug)

  test('names every setting, action, field and default trigger', () => {
    const text = readme()
    const fields = Object.values(actions).flatMap(({ fields }) => Object.keys(fields).filter(key => key !== '$ref'))
    const names = [...Object.keys(settings), ...Object.keys(actions), ...fields]
    expect(names.filter(name => !text.includes(`\`${name}\``))).toEqual([])
    expect(subscriptions.filter(({ name, trigger }) => !text.includes(`${name}`) || !text.includes(trigger))).toEqual(
      [],
    )
  })

  test('letters the differences from the published destination in order', () => {
    const letters = [...readme().matchAll(/^- \*\*[A-Z]+-([a-z])\*\*/gm)].map(([, letter]) => letter)
    expect(letters.join('')).toBe('abcdefghijklmnopqrstuvwxyz'.slice(0, letters.length))
  })
})
