import type { MappingJson } from '../../destination/index.ts'
import { DiagnosticBag } from '../../diagnostics/index.ts'
import { collectReads, parseMapping } from '../../mapping/index.ts'
import { pointer } from '../../value/index.ts'
import { listErrors, listResponses } from '../responses.ts'
import type { Rule, RuleExample } from '../rule.ts'

const list = { '@path': '$.response.body.errors' }
const single = { url: 'https://api.example.com', body: { '@path': '$.payload' } }
const wrong = { errors: { list, index: 0 } }

function example(errors: object): RuleExample {
  const requests = [{ ...single, response: { errors } }]
  return { actions: { send: { fields: {}, requests } } } as RuleExample
}

export const responseReadsNothing: Rule = {
  code: 'CM809',
  cost: 'The errors of an answer are overlooked, or blamed on the wrong items.',
  examples: {
    bad: [
      example({ list: { '@path': '$.request.body.errors' } }),
      example({ list: ['response.body.errors'] }),
      { actions: { send: { fields: {}, requests: [single], batch: { request: { response: wrong } } } } },
      example({ list, index: { '@path': '$.request.body.index' } }),
      example({ list, key: { '@path': '$.settings' }, item: { '@path': '$.item.email' } }),
      example({ list, key: { '@path': '$.error' }, item: { '@path': '$.items.email' } }),
    ],
    good: [
      example({ list, index: { '@path': '$.error.index' } }),
      example({ list }),
      example({ list, index: null }),
      example({ list, index: 0 }),
      example({ list, index: { '@jsonata': 'position' } }),
      example({ list: { '@jsonata': '$.response.body.*' }, key: { '@path': '$.error' }, item: { '@path': '$.item' } }),
    ],
  },
  check({ destination }, problems) {
    for (const response of listResponses(destination)) {
      for (const { at, errors } of listErrors(response)) {
        for (const key of ['list', 'index', 'key', 'item'] as const) {
          const mapping = errors[key]
          // An index of null names no item on purpose, and 0 the only item of a single request.
          const isMeant = mapping === undefined || mapping === null || (mapping === 0 && !response.isOfBatch)
          const isOfItem = key === 'item'
          if (isMeant || readsAny(isOfItem ? ['item'] : ofAnswer, mapping)) continue
          const roots = { list: '`$.response`', index: ofEntry, key: ofEntry, item: '`$.item`' }
          const message = `\`${key}\` reads nothing of the ${isOfItem ? 'item' : 'answer'}`
          problems.add('CM809', pointer(at, key), message, { help: `read ${roots[key]}` })
        }
      }
    }
  },
}

const ofAnswer = ['response', 'error', 'position']
const ofEntry = '`$.error` or `$.position`'

function readsAny(roots: readonly string[], json: MappingJson): boolean {
  const mapping = parseMapping(json, { problems: new DiagnosticBag(), at: '' })
  if (mapping === undefined) return true
  return collectReads(mapping).some(({ path: [root] }) => root === undefined || root === '?' || roots.includes(root))
}
