import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { compile, type Definition } from '../src/api/index.ts'
import { exit } from '../src/cli/exit.ts'
import { codes } from '../src/diagnostics/index.ts'
import { callmap } from './cli/callmap.ts'
import { expandedDefinition, slugs } from './destinations/sent.ts'
import { readPage, readTable } from './docs/page.ts'

/** Promises of docs/stability.md. `api.test.ts` has the names of the exports. */

/** All codes that were ever published. A code that is gone stays here, with a `-` before its name. */
const published = `
  CM101 wrong-type
  CM102 unknown-key
  CM103 missing-key
  CM104 too-deep
  CM105 unknown-reference
  CM106 circular-reference
  CM107 not-json
  CM108 json-syntax
  CM109 too-large
  CM110 too-many-events
  CM111 too-long-text
  CM112 unknown-template
  CM113 unmatched-hole
  CM114 unfinished-request
  CM115 repeated-key
  CM191 unknown-test-key
  CM192 invalid-matcher
  CM193 invalid-test
  CM201 trigger-syntax
  CM202 foreign-sign
  CM203 never-true
  CM204 unquoted-value
  CM205 unknown-trigger-function
  CM206 trigger-too-long
  CM207 always-true
  CM301 unknown-event-path
  CM302 unfit-in-events
  CM303 absent-for-call
  CM304 absent-in-events
  CM305 ignored-in-events
  CM306 doubtful-events
  CM307 unread-in-events
  CM311 not-a-call
  CM312 incomplete-call
  CM313 invalid-call
  CM314 unreadable-time
  CM401 unknown-action
  CM402 required-not-mapped
  CM403 unknown-field
  CM404 mapping-and-overrides
  CM405 invalid-field
  CM406 unknown-setting
  CM407 missing-setting
  CM408 invalid-setting
  CM409 unmappable-field
  CM411 impossible-value
  CM412 unhashed-pii
  CM413 unknown-destination
  CM414 invalid-option
  CM501 directive-not-alone
  CM502 invalid-argument
  CM503 unknown-directive
  CM504 ignored-argument
  CM505 liquid
  CM506 unfinished-path
  CM507 not-a-path
  CM508 foreign-template
  CM410 unknown-condition-field
  CM601 jsonata-syntax
  CM602 unknown-function
  CM603 wrong-argument-count
  CM604 impure-function
  CM605 not-a-function
  CM606 refused-pattern
  CM701 unsafe-url
  CM702 invalid-request
  CM703 invalid-constant
  CM704 plain-secret
  CM705 open-url
  CM706 secret-not-given
  CM707 token-not-given
  CM801 overlapping-subscriptions
  CM802 unused
  CM803 open-todo
  CM804 unknown-rule
  CM805 duplicate-name
  CM806 like-directive
  CM807 undeclared-subject
  CM808 idle-response-rule
  CM809 response-reads-nothing
  CM810 counted-repeat
  CM811 failing-response-rule
  CM812 idle-identity-rule
  CM813 dropped-tie
  CM814 reference-by-index
  CM815 doubtful-not
  CM816 null-in-coalesce
  CM817 absent-in-hash
  CM818 hidden-function
  CM819 idle-part
  CM820 doubtful-path
  CM901 required-absent
  CM902 expression-failed
  CM903 invalid-value
  CM904 refused
  CM905 request-failed
  CM906 too-deep-value
  CM907 not-an-event
  CM908 not-an-action
  CM909 foreign-action
  CM910 over-budget
`

test('a code keeps its name, and the code of a gone one is never given again', () => {
  const known = published.trim().split(/\n\s*/).toSorted()
  expect(new Set(known.map(entry => entry.split(' ')[0])).size).toBe(known.length)
  const current = known.filter(entry => !entry.includes(' -'))
  expect(
    Object.entries(codes)
      .map(([code, { name }]) => `${code} ${name}`)
      .toSorted(),
  ).toEqual(current)
  expect(new Set(current.map(entry => entry.split(' ')[1])).size).toBe(current.length)
})

test('exit codes are those of docs/cli.md', () => {
  expect(readTable(readPage('docs/cli.md'), 'code').map(([code]) => Number(code))).toEqual(Object.values(exit))
})

describe('the version of an output', () => {
  const own = '-m examples/own-api/mappings.json'
  const event = 'examples/own-api/event.json'

  /** Keys of the first document. While `v` is the same, none of them goes. */
  test.each([
    [`map ${event} ${own}`, 2, 'line messageId destination subscription action status payload requests'],
    [`map ${event} ${own} --emit requests`, 2, 'destination method url headers body actions items parts'],
    [`preview ${event} ${own} --json`, 1, 'events'],
    [`preview ${event} ${own} --json --batch`, 1, 'events batches'],
    [`explain ${event} ${own} --json`, 1, 'destination verdicts'],
    [
      `explain ${event} order-completed ${own} --json`,
      1,
      'destination subscription action question answer fired steps failures parts missing',
    ],
    [
      'check fixtures/mappings/unknown-action.json --json',
      1,
      'code name severity message file pointer range labels url',
    ],
    ['test examples/own-api --coverage --json', 1, 'passed failed inspected skipped todo files coverage'],
    [`diff ${own.slice(3)} ${own.slice(3)} --events ${event} --json`, 1, 'events differing changes'],
    [`lineage ${own} --json`, 1, 'flows'],
    [`lineage --unused --events ${event} ${own} --json`, 1, 'events unused'],
    ['destinations slack --json', 1, 'destinations'],
    ['types --list slack --json', 1, 'actions'],
  ])('%s: %i', async (line, v, keys) => {
    const { stdout } = await callmap(line.split(' '))
    const [first] = stdout.split(/\n(?=\{)/).map(text => JSON.parse(text))
    expect(first).toMatchObject({ v })
    expect(Object.keys(first)).toEqual(expect.arrayContaining(keys.split(' ')))
  })

  test('v of the summary of a run is 1', async () => {
    const { stderr } = await callmap(`map ${event} ${own} --json --quiet`.split(' '))
    expect(Object.keys(JSON.parse(stderr))).toEqual(['v', 'events', 'actions', 'silent', 'errors', 'warnings'])
    expect(JSON.parse(stderr).v).toBe(1)
  })
})

const destinations = slugs.map(expandedDefinition)

describe.each(destinations)('$slug', ({ slug, version, settings = {}, actions }) => {
  test('has the version of the newest entry of its changelog', () => {
    const file = new URL(`../destinations/${slug}/CHANGELOG.md`, import.meta.url)
    const [newest = '1.0.0'] = existsSync(file) ? readFileSync(file, 'utf8').match(/(?<=^## )\d+\.\d+\.\d+$/m)! : []
    expect(version).toBe(newest)
  })

  test('names a replacement for each deprecated field and setting', () => {
    for (const record of [settings, ...Object.values(actions).map(({ fields }) => fields)]) {
      for (const [key, { description = '' }] of Object.entries(record)) {
        if (!description.startsWith('Deprecated:')) continue
        const named = [...description.matchAll(/`(\w+)`/g)].map(([, name]) => name!)
        expect({ key, replacements: named.filter(name => Object.hasOwn(record, name)) }).not.toEqual({
          key,
          replacements: [],
        })
      }
    }
  })
})

test('a field that is gone is a warning in saved mappings, and the others are mapped', () => {
  const definition: Definition = {
    slug: 'own',
    name: 'Own',
    actions: { send: { fields: { id: { type: 'string', default: { '@path': '$.userId' } } } } },
  }
  const mapping = { id: { '@path': '$.userId' }, gone: 'x' }
  const subscriptions = [{ name: 'all', action: 'send', trigger: 'type = "track"', mapping }]
  const destination = compile(definition, { settings: {}, subscriptions })
  expect(destination.warnings.map(({ code }) => code)).toEqual(['CM409'])
  const { actions, failures } = destination.map({ type: 'track', event: 'A', userId: 'u-1', properties: {} })
  expect({ payloads: actions.map(({ payload }) => payload), failures }).toEqual({
    payloads: [{ id: 'u-1' }],
    failures: [],
  })
})

test('the version of JSONata is exact', () => {
  const { dependencies } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))
  expect(dependencies.jsonata).toMatch(/^\d+\.\d+\.\d+$/)
})
