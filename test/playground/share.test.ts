import { expect, test } from 'vitest'
import { example } from '../../src/playground/example.ts'
import type { Project } from '../../src/playground/project.ts'
import { hideSettings } from '../../src/playground/run/hideSettings.ts'
import { toFragment } from '../../src/playground/share/link.ts'
import { savePage } from '../../src/playground/share/page.ts'
import { findPersonal } from '../../src/playground/share/personal.ts'
import { openWorker } from './open.ts'

const { run, tools, evaluator } = openWorker()

const secret = 'v3ry-s3cret-value'

test.each<[string, string]>([
  ['in the settings', example.mapping.replace('{\n      "$secret": "CUSTOMERIO_API_KEY"\n    }', `"${secret}"`)],
  [
    'in a mapping that does not compile',
    example.mapping.replace('{\n      "$secret": "CUSTOMERIO_API_KEY"\n    }', `"${secret}"`).replace('$sum', '$sume'),
  ],
  ['in a setting that is not known', example.mapping.replace('"siteId"', `"token": "${secret}", "siteId"`)],
  [
    'in broken JSON',
    example.mapping.replace('{\n      "$secret": "CUSTOMERIO_API_KEY"\n    }', `"${secret}"`).slice(0, -20),
  ],
])('a secret %s is never shared', (_, mapping) => {
  expect(mapping).toContain(secret)
  run({ ...example, mapping })
  const safe = tools.hideSecrets({
    ...example,
    mapping,
    tests: `{ "defaults": { "settings": { "apiKey": "${secret}" } }, "tests": [] }`,
  })
  expect(JSON.stringify(safe)).not.toContain(secret)
  expect(safe.events).toEqual(example.events)
})

test('a setting that is only the name of its type is a secret or none', () => {
  const known = { slug: 'own', settings: { token: 'secret', region: 'string', site: { format: 'uri' } } } as never
  const text = `{ "settings": { "token": "${secret}", "region": "eu", "site": "https://a.example", "other": "${secret}" } }`
  expect(JSON.parse(hideSettings(text, known))).toEqual({
    settings: {
      token: { $secret: 'OWN_TOKEN' },
      region: 'eu',
      site: 'https://a.example',
      other: { $secret: 'OWN_OTHER' },
    },
  })
  expect(hideSettings(`{ "token": "${secret}", "region": "eu"`, known)).not.toContain(secret)
})

const reference = '{\n      "$secret": "CUSTOMERIO_API_KEY"\n    }'

test.each<[string, Partial<Project>]>([
  ['in the second of equal keys', { mapping: example.mapping.replace(reference, `"x", "apiKey": "${secret}"`) }],
  [
    'in the first of two settings',
    { mapping: example.mapping.replace('{', `{ "settings": { "apiKey": "${secret}" },`) },
  ],
  [
    'after a reference in broken JSON',
    { mapping: example.mapping.replace(reference, `{ "$secret": "A" }, "token": "${secret}"`).slice(0, -20) },
  ],
  [
    'after a comment in broken JSON',
    {
      mapping: example.mapping
        .replace(reference, `"${secret}"`)
        .replace('"settings":', '"settings" /* */ :')
        .slice(0, -20),
    },
  ],
  [
    'after a brace in a string',
    { mapping: example.mapping.replace(reference, `"a}b", "t": "${secret}"`).slice(0, -20) },
  ],
  [
    'in settings without a brace',
    { mapping: example.mapping.replace('"settings": {', '"settings": ').replace(reference, `"${secret}"`) },
  ],
  [
    'in settings without a colon',
    { mapping: example.mapping.replace('"settings":', '"settings"').replace(reference, `"${secret}"`) },
  ],
  ['in an object', { mapping: example.mapping.replace(reference, `{ "value": "${secret}" }`) }],
  ['in a list', { mapping: example.mapping.replace(reference, `["${secret}"]`) }],
  ['beside the settings', { mapping: example.mapping.replace('{', `{ "apiKey": "${secret}",`) }],
  ['in a comment', { mapping: example.mapping.replace(reference, `${reference} // "${secret}"`) }],
  ['in a test', { tests: `{ "tests": [{ "settings": { "apiKey": "${secret}" } }] }` }],
  ['in broken tests', { tests: `{ "tests": [{ "settings": { "a": { "$secret": "A" }, "apiKey": "${secret}" } }` }],
  ['in an answer', { answer: `{ "status": 200, "headers": { "authorization": "Bearer ${secret}" } }` }],
])('a secret is hidden %s', (_, patch) => {
  const project = { ...example, ...patch }
  expect(JSON.stringify(project)).toContain(secret)
  run(project)
  expect(JSON.stringify(tools.hideSecrets(project))).not.toContain(secret)
})

test('a number is hidden in a secret setting, and a key in the name of an event', () => {
  const { tools } = openWorker()
  const key = `sk_live_${'a1'.repeat(12)}`
  const mapping = example.mapping.replace(reference, '88776655443322')
  const shared = JSON.stringify(tools.hideSecrets({ ...example, mapping, events: [{ text: '{}', name: key }] }))
  expect(shared).not.toContain('88776655443322')
  expect(shared).not.toContain(key)
})

test('a field of a payload that is called settings is shared as it is', () => {
  const { tools } = openWorker()
  const mapping =
    '{ "destination": "webhook", "subscriptions": [{ "mapping": { "settings": { "@path": "$.properties.settings" } } }] }'
  expect(tools.hideSecrets({ ...example, destination: 'webhook', mapping }).mapping).toBe(mapping)
})

test.each(['__proto__', 'constructor'])('the destination %s has no settings', destination => {
  run({ ...example, destination })
  expect(tools.hideSecrets({ ...example, destination }).destination).toBe(destination)
})

test('a mapping that is nested very deep is shared', () => {
  const mapping = `{ "settings": ${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)} }`
  expect(tools.hideSecrets({ ...example, mapping }).mapping.length).toBeLessThan(100)
})

test('a mapping without secrets is shared as it is', () => {
  run(example)
  expect(tools.hideSecrets(example)).toEqual(example)
})

test('replaced events have the same results, and no value of a person', () => {
  run(example)
  const before = example.events.map((_, i) => evaluator.verdict(i).kind)
  const replaced = tools.redact(example.events.map(({ text }) => text))
  run({ ...example, events: replaced.map(({ text }) => ({ text })) })
  expect(replaced.map((_, i) => evaluator.verdict(i).kind)).toEqual(before)
  expect(JSON.stringify(replaced.map(({ text }) => text))).not.toContain('mara@example.com')
  expect(replaced[0]!.text).toMatch(/^\{\n {2}"type": /)
  expect(replaced.flatMap(one => one.replaced)).toContainEqual(
    expect.objectContaining({ path: 'traits.email', before: 'mara@example.com' }),
  )
})

test.each<[unknown, string[]]>([
  [{ traits: { email: 'a@b.co' } }, ['an email address']],
  [{ traits: { phone: '+46701234567', firstName: 'A' } }, ['a phone number', 'a name']],
  [{ context: { ip: '203.0.113.20' } }, ['an IP address']],
  [
    { traits: { address: { street: '1 Main' } }, properties: { list: [{ birthday: '1990-01-01' }] } },
    ['an address', 'a date of birth'],
  ],
  [{ properties: { total: 64.5, phone: 5 } }, []],
])('%j looks personal: %j', (event, words) => expect(findPersonal([JSON.stringify(event)])).toEqual(words))

test('a list of very many items is looked through', () => {
  expect(findPersonal([JSON.stringify({ items: [...new Array(300_000).fill(1), 'a@b.co'] })])).toEqual([
    'an email address',
  ])
})

test('nothing is shared of an event that is nested too deep to be walked', () => {
  run(example)
  const properties = `${'{"a":'.repeat(20_000)}"a@b.co"${'}'.repeat(20_000)}`
  const text = `{ "type": "track", "event": "Order Completed", "userId": "u", "properties": ${properties} }`
  expect(tools.redact([text])).toEqual([{ text: '{}', replaced: [] }])
})

test('a saved page holds the project, and the rest of the page is unchanged', () => {
  const page = '<p>a</p><script type="text/plain" id="project"></script><script>b</script>'
  const saved = savePage(page, example)
  expect(saved).toBe(page.replace('id="project">', `id="project">${toFragment(example)}`))
  expect(savePage(saved, { ...example, selected: 0 })).toBe(savePage(page, { ...example, selected: 0 }))
})
