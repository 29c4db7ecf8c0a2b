import groupBy from 'lodash-es/groupBy.js'
import { describe, expect, test } from 'vitest'
import type { FieldDefinition } from '../../src/destination/definition.ts'
import { standard } from '../../src/destination/index.ts'
import { expandedDefinition, slugs } from './sent.ts'

/** The same thing has the same name in every destination, so that a person who knows one finds it in the next. */

/** Labels for a narrower thing than the default alone shows, or for a word that the key only abbreviates, with the reason. */
const ownLabels: Readonly<Record<string, string>> = {
  'activecampaign eventdata': 'one value of an event',
  'amplitude adid': 'Android devices only',
  'braze canvas_entry_properties': 'the key repeats the action',
  'customerio attributes': 'attributes of the device',
  'customerio custom_attributes': 'attributes of a person or an object',
  'customerio data': "Customer.io's word for properties",
  'customerio name': 'screens only',
  'customerio primary': 'one of two people',
  'customerio secondary': 'one of two people',
  'customerio url': 'the name of a page view is its URL',
  'customerio user_id': 'an ID, an email address or `cio_…`',
  'iterable id': 'Iterable keeps it as the ID of the event',
  'mixpanel name': 'the event is sent under another name',
  'mixpanel traits': 'of a user or a group',
  'onesignal language': 'a language or a locale',
  'posthog anon_distinct_id': 'an abbreviation',
}

/** Settings whose key means something else in other destinations. */
const ownSettings: Readonly<Record<string, string>> = {
  'algolia-insights appId': "Algolia's name",
  'appcues accountId': 'a number',
  'braze endpoint': 'a URL, not a region',
  'launchdarkly client_id': 'an ID for browsers',
  'moengage region': 'a data center with a number',
  'twilio accountId': "Twilio's name",
  'userpilot endpoint': 'a URL, not a region',
}

interface Place {
  readonly slug: string
  readonly key: string
  /** `mixpanel distinct_id` */
  readonly name: string
  readonly place: string
  readonly field: FieldDefinition
  readonly standard: FieldDefinition | undefined
}

const standardByDefault = new Map(
  Object.values(standard).flatMap(field =>
    Array.isArray(field) ? [] : [[JSON.stringify(field.default), field as unknown as FieldDefinition]],
  ),
)

const places: readonly Place[] = slugs.flatMap(slug =>
  Object.entries(expandedDefinition(slug).actions).flatMap(([action, { fields }]) =>
    Object.entries(fields).map(([key, field]) => {
      const standard = field.default === undefined ? undefined : standardByDefault.get(JSON.stringify(field.default))
      return { slug, key, name: `${slug} ${key}`, place: `${slug} ${action}.${key}`, field, standard }
    }),
  ),
)

const settings = slugs.flatMap(slug =>
  Object.entries(expandedDefinition(slug).settings ?? {}).map(([key, { label, type }]) => ({
    key,
    name: `${slug} ${key}`,
    label,
    type,
  })),
)

const acronyms = /^(?:id|ip|url|sku|utm|idfa|idfv)$/

/** The words of a key: `distinct_id` and `distinctId` are "Distinct ID". */
function spell(key: string): string {
  const words = key
    .replace(/(?<=[a-z])(?=[A-Z])/g, '_')
    .toLowerCase()
    .split('_')
  const text = words.map(word => (acronyms.test(word) ? word.toUpperCase() : word)).join(' ')
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** Groups of places or settings whose labels differ. */
function differing<T extends { readonly name: string }>(groups: readonly T[][], label: (one: T) => string | undefined) {
  return groups
    .map(group => [...new Set(group.map(one => `${one.name}: ${label(one)}`))])
    .filter(lines => new Set(lines.map(line => line.slice(line.indexOf(': ')))).size > 1)
}

describe('fields', () => {
  test('with the default of a standard field have its label, or the words of their key', () => {
    const wrong = places.filter(({ name, key, field, standard }) => {
      const allowed = [standard?.label, spell(key)]
      return standard !== undefined && !(name in ownLabels) && !allowed.includes(field.label)
    })
    expect(wrong.map(({ place, field, standard }) => `${place}: ${field.label}, not ${standard!.label}`)).toEqual([])
  })

  test('with the default and label of a standard field have its description, which may go on', () => {
    const wrong = places.filter(({ field, standard }) => {
      const beginning = standard?.description?.slice(0, -1)
      return standard?.label === field.label && beginning && !field.description?.startsWith(beginning)
    })
    expect(
      wrong.map(({ place, field, standard }) => `${place}: ${field.description} (${standard!.description})`),
    ).toEqual([])
  })

  test('with the same key and default have the same label', () => {
    const known = places.filter(({ name, field }) => field.default !== undefined && !(name in ownLabels))
    const groups = groupBy(known, ({ key, field }) => `${key} ${JSON.stringify(field.default)}`)
    expect(differing(Object.values(groups), ({ field }) => field.label)).toEqual([])
  })

  test.each(['enable_batching', 'batch_size', 'batch_keys', '__segment_internal_sync_mode'])(
    '`%s` has the same label everywhere',
    key => {
      expect(differing([places.filter(place => place.key === key)], ({ field }) => field.label)).toEqual([])
    },
  )
})

describe('settings', () => {
  test('with the same key have the same label and type', () => {
    const groups = groupBy(
      settings.filter(({ name }) => !(name in ownSettings)),
      ({ key }) => key,
    )
    expect(differing(Object.values(groups), ({ label, type }) => `${label} (${type})`)).toEqual([])
  })
})

test('every exception is used', () => {
  const own = places.filter(({ field, key }) => field.label !== spell(key))
  const groups = Object.values(groupBy(places, ({ key, field }) => `${key} ${JSON.stringify(field.default)}`))
  const shared = groups.filter(group => new Set(group.map(({ field }) => field.label)).size > 1).flat()
  const names = new Set([...own, ...shared].map(({ name }) => name))
  expect(Object.keys(ownLabels).filter(name => !names.has(name))).toEqual([])
  expect(Object.keys(ownSettings).filter(name => !settings.some(setting => setting.name === name))).toEqual([])
})
