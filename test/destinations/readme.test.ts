import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { definitionOf } from './sent.ts'

describe.each(['customerio', 'mixpanel'])('the README of %s', slug => {
  const text = readFileSync(new URL(`../../destinations/${slug}/README.md`, import.meta.url), 'utf8')
  const { actions, subscriptions = [], settings = {} } = definitionOf(slug)

  test('names every setting, action, field and default trigger', () => {
    const fields = Object.values(actions).flatMap(({ fields }) => Object.keys(fields).filter(key => key !== '$ref'))
    const names = [...Object.keys(settings), ...Object.keys(actions), ...fields]
    expect(names.filter(name => !text.includes(`\`${name}\``))).toEqual([])
    expect(subscriptions.filter(({ name, trigger }) => !text.includes(`${name}`) || !text.includes(trigger))).toEqual(
      [],
    )
  })

  test('has a line for every difference from the published destination', () => {
    const letters = { customerio: ['C', 'abcdefg'], mixpanel: ['M', 'abcdef'] }[slug]!
    const lines = [...letters[1]!].filter(
      letter => !new RegExp(`^- \\*\\*${letters[0]}-${letter}\\*\\*`, 'm').test(text),
    )
    expect(lines).toEqual([])
  })
})
