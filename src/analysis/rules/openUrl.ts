import type { MappingJson } from '../../destination/index.ts'
import { batchSources, listUrls } from '../../request/index.ts'
import { isObject, own, type Pointer, parsePath, pointer } from '../../value/index.ts'
import type { Rule, RuleInput } from '../rule.ts'

const fields = {
  data: { type: 'object' },
  url: { type: 'string', default: { '@path': '$.properties.callback' } },
} as const
const url = { '@path': '$.payload.url' }
const subscriptions = [{ action: 'send', trigger: 'type = "track"' }]

export const openUrl: Rule = {
  code: 'CM705',
  cost: 'The sender of an event decides which host receives the data.',
  examples: {
    bad: [
      { actions: { send: { fields, requests: [{ url }] } }, subscriptions },
      {
        actions: {
          send: {
            fields,
            requests: [{ url: 'https://api.example.com' }],
            batch: { request: { url, body: { '@path': '$.items' } } },
          },
        },
        subscriptions,
      },
      {
        actions: { send: { fields, requests: [{ url: { '@coalesce': [url, 'https://api.example.com'] } }] } },
        subscriptions,
      },
    ],
    good: [
      {
        actions: {
          send: {
            fields,
            requests: [{ url: { '@if': { exists: url, then: 'https://a.example', else: 'https://b.example' } } }],
          },
        },
        subscriptions,
      },
      { actions: { send: { fields, requests: [{ url, hosts: ['*.example.com'] }] } }, subscriptions },
      {
        settings: { endpoint: { type: 'string' } },
        actions: { send: { fields: {}, requests: [{ url: { '@path': '$.settings.endpoint' } }] } },
        subscriptions,
      },
    ],
  },
  check(subject, problems) {
    for (const { at, url, hosts } of listTargets(subject)) {
      if (hosts !== undefined) continue
      for (const arm of listUrls(url, at).filter(({ value }) => isOfPayload(value))) {
        const message = 'the payload decides the host of this request'
        const help = 'list the allowed hosts: `"hosts": ["hooks.example.com", "*.example.com"]`'
        problems.add('CM705', arm.at, message, { help })
      }
    }
  },
}

interface Target {
  readonly at: Pointer
  readonly url: MappingJson | undefined
  readonly hosts: readonly string[] | undefined
}

/** URL and hosts of every request. The destination's `request` supplies the missing ones. */
function listTargets({ destination: { actions, definition } }: RuleInput): Target[] {
  const shared = { given: definition.request ?? {}, at: '/request' }
  return [...actions.values()].flatMap(({ at, definition: { requests = [], batch } }) => {
    const single = requests.map((given, i) => ({ given: given ?? {}, at: pointer(at, 'requests', i) }))
    const chains = single.map(source => [source, shared])
    if (single.length > 0 && batch?.request) {
      chains.push([...batchSources(batch, pointer(at, 'batch'), single), shared])
    }
    return chains.map((chain): Target => {
      const source = chain.find(({ given }) => given.url !== undefined)
      const hosts = chain.find(({ given }) => given.hosts !== undefined)?.given.hosts
      return { at: pointer(source?.at ?? '', 'url'), url: source?.given.url, hosts }
    })
  })
}

/** True if a URL is a path that does not start at the account. */
function isOfPayload(url: MappingJson): boolean {
  const path = isObject(url) ? own(url, '@path') : undefined
  const [root = ''] = typeof path === 'string' ? parsePath(path.replace(/^\$\./, '')) : []
  return root !== '' && root !== 'settings' && root !== 'constants'
}
