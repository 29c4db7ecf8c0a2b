import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { readTable } from '../docs/page.ts'
import { expandedDefinition, slugs } from './sent.ts'

describe.each(slugs)('the README of %s', slug => {
  const readme = () => readFileSync(new URL(`../../destinations/${slug}/README.md`, import.meta.url), 'utf8')
  const { actions, subscriptions = [], settings = {}, identity } = expandedDefinition(slug)

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

  test.runIf(identity)('lists the rules about profiles, with sources, and marks what is uncertain', () => {
    const [, section = ''] = readme().split(/^## Identity$/m)
    const [own = ''] = section.split(/^## /m)
    const all = [identity!].flat()
    expect(all.flatMap(({ sources }) => sources).filter(source => !own.includes(source))).toEqual([])
    expect(readTable(own, 'rule').filter(([, source]) => !/^https:\/\/\S+$/.test(source!))).toEqual([])
    const uncertain = all.flatMap(({ rules }) =>
      rules.flatMap(({ uncertain, again }) => [uncertain ?? [], again ?? []]),
    )
    expect(own.match(/\*\*Uncertain:\*\*/g) ?? []).toHaveLength(new Set(uncertain.flat()).size)
  })
})
