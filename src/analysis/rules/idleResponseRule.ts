import type { MappingJson, ResponseRule } from '../../destination/index.ts'
import { type Pointer, pointer } from '../../value/index.ts'
import { listErrors, listResponses, listStatuses } from '../responses.ts'
import type { Rule, RuleExample } from '../rule.ts'
import { fixedValue } from '../settle.ts'

const list = { '@path': '$.response.body.errors' }
const busy = { '@jsonata': "response.body.state = 'busy'" }

function example(response: object): RuleExample {
  const requests = [{ url: 'https://api.example.com', response }]
  return { actions: { send: { fields: {}, requests } } } as RuleExample
}

export const idleResponseRule: Rule = {
  code: 'CM808',
  cost: 'Answers that the rule is about are read by another rule.',
  examples: {
    bad: [
      example({ rules: [{ status: 429, when: false, outcome: 'retry' }] }),
      example({
        rules: [
          { status: '4xx', outcome: 'rejected' },
          { status: [404, 429], when: busy, outcome: 'retry' },
        ],
      }),
      example({ rules: [{ outcome: 'delivered' }], errors: { list } }),
      example({ rules: [{ status: '2xx', when: true, outcome: 'delivered' }], errors: { status: 207, list } }),
      example({ errors: { list, when: false } }),
    ],
    good: [
      example({
        rules: [
          { status: 429, outcome: 'retry' },
          { status: '4xx', when: busy, outcome: 'retry' },
          { status: '4xx', outcome: 'rejected' },
        ],
        errors: [{ status: [200, 400], list }],
      }),
    ],
  },
  check({ destination }, problems) {
    const settle = (when: MappingJson = true) => fixedValue(when, destination.context)
    for (const response of listResponses(destination)) {
      const { rules = [] } = response.response
      const always: { readonly at: Pointer; readonly statuses: ReadonlySet<number> }[] = []
      const report = (at: Pointer, { status, when }: Pick<ResponseRule, 'status' | 'when'>): void => {
        if (settle(when) === false) {
          problems.add('CM808', at, '`when` is false, so this never holds', { help: 'remove it' })
          return
        }
        const statuses = listStatuses(status)
        const decided = [...statuses].map(one => always.find(({ statuses }) => statuses.has(one)))
        const [first] = decided
        if (first !== undefined && decided.every(one => one !== undefined)) {
          const message = 'an earlier rule decides for all of these answers'
          const related = [{ at: first.at, message: 'this rule always holds' }]
          problems.add('CM808', at, message, { related, help: 'remove it, or move it before that rule' })
        }
      }
      rules.forEach((rule, i) => {
        if (!rule) return
        const at = pointer(response.at, 'rules', i)
        report(at, rule)
        if (settle(rule.when) === true) always.push({ at, statuses: listStatuses(rule.status) })
      })
      for (const { at, errors } of listErrors(response)) report(at, errors)
    }
  },
}
