import { expect, test } from 'vitest'
import { example } from '../../src/playground/example.ts'
import { toFragment } from '../../src/playground/share/link.ts'
import { savePage } from '../../src/playground/share/page.ts'
import { findPersonal } from '../../src/playground/share/personal.ts'
import { openWorker } from './open.ts'

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
  const { run, tools } = openWorker()
  run({ ...example, mapping })
  const safe = tools.hideSecrets({
    ...example,
    mapping,
    tests: `{ "defaults": { "settings": { "apiKey": "${secret}" } }, "tests": [] }`,
  })
  expect(JSON.stringify(safe)).not.toContain(secret)
  expect(safe.events).toEqual(example.events)
})

test('a mapping without secrets is shared as it is', () => {
  const { run, tools } = openWorker()
  run(example)
  expect(tools.hideSecrets(example)).toEqual(example)
})

test('replaced events have the same results, and no value of a person', () => {
  const { run, tools, evaluator } = openWorker()
  run(example)
  const before = example.events.map((_, i) => evaluator.verdict(i).kind)
  const replaced = tools.redact(example.events.map(({ text }) => text))
  run({ ...example, events: replaced.map(({ text }) => ({ text })) })
  expect(replaced.map((_, i) => evaluator.verdict(i).kind)).toEqual(before)
  expect(JSON.stringify(replaced.map(({ text }) => text))).not.toContain('mara@example.com')
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

test('a saved page holds the project, and the rest of the page is unchanged', () => {
  const page = '<p>a</p><script type="text/plain" id="project"></script><script>b</script>'
  const saved = savePage(page, example)
  expect(saved).toBe(page.replace('id="project">', `id="project">${toFragment(example)}`))
  expect(savePage(saved, { ...example, selected: 0 })).toBe(savePage(page, { ...example, selected: 0 }))
})
