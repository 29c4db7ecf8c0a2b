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
        for (const key of ['list', 'index', 'key'] as const) {
          const mapping = errors[key]
          // An index of null names no item on purpose, and 0 the only item of a single request.
          const isMeant = mapping === undefined || mapping === null || (mapping === 0 && !response.isOfBatch)
          if (isMeant || readsAnswer(mapping)) continue
          const roots = key === 'list' ? '`$.response`' : '`$.error` or `$.position`'
          const message = `\`${key}\` reads nothing of the answer`
          problems.add('CM809', pointer(at, key), message, { help: `read ${roots}` })
        }
      }
    }
  },
}

const ofAnswer: readonly (string | undefined)[] = ['response', 'error', 'position', '?', undefined]

function readsAnswer(json: MappingJson): boolean {
  const mapping = parseMapping(json, { problems: new DiagnosticBag(), at: '' })
  return mapping === undefined || collectReads(mapping).some(({ path: [root] }) => ofAnswer.includes(root))
}
