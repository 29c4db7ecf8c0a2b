import type { MappingJson, ResponseRule } from '../../destination/index.ts'
import { DiagnosticBag } from '../../diagnostics/index.ts'
import { collectReads, type MappingContext, parseMapping, whyUndecided } from '../../mapping/index.ts'
import { pointer } from '../../value/index.ts'
import { listErrors, listResponses, listStatuses } from '../responses.ts'
import type { Rule, RuleExample } from '../rule.ts'
import { createEvaluator } from '../settle.ts'

const busy = { '@jsonata': "$contains(response.body, 'busy')" }
const busyText = { '@jsonata': "$type(response.body) = 'string' ? $contains(response.body, 'busy')" }

function example(response: object): RuleExample {
  const requests = [{ url: 'https://api.example.com', response }]
  return { actions: { send: { fields: {}, requests } } } as RuleExample
}

export const failingResponseRule: Rule = {
  code: 'CM811',
  cost: 'The vendor accepts the action, and it is sent again or rejected all the same.',
  examples: {
    bad: [
      example({ rules: [{ when: busy, outcome: 'retry' }] }),
      example({ rules: [{ status: [207, 429], when: busy, outcome: 'rejected' }] }),
      example({
        rules: [
          { status: '4xx', when: { '@jsonata': 'response.body > 5' }, outcome: 'rejected' },
          { status: 409, outcome: 'delivered' },
        ],
      }),
      example({ rules: [{ when: { '@jsonata': 'response.status' }, outcome: 'retry' }] }),
      example({ errors: { list: { '@jsonata': "$split(response.body, ',')" } } }),
    ],
    good: [
      example({ rules: [{ when: busyText, outcome: 'retry' }] }),
      example({ rules: [{ when: { '@jsonata': "$contains(response.body.error, 'busy')" }, outcome: 'retry' }] }),
      example({ rules: [{ status: '4xx', when: busy, outcome: 'retry' }] }),
      example({ rules: [{ when: busy, outcome: 'delivered' }] }),
      example({ rules: [{ when: { '@jsonata': 'response.body = items' }, outcome: 'retry' }] }),
      example({ errors: { status: 400, list: { '@jsonata': "$split(response.body, ',')" } } }),
    ],
  },
  check({ destination }, problems) {
    for (const response of listResponses(destination)) {
      const rules = (response.response.rules ?? []).map((rule, i) => ({ at: pointer(response.at, 'rules', i), rule }))
      const good = listGoodStatuses(rules.flatMap(({ rule }) => rule ?? []))
      const decisions = [
        ...rules.flatMap(({ at, rule }) => {
          if (rule?.when === undefined || rule.outcome === 'delivered') return []
          return [{ key: 'when', at, status: rule.status, mapping: rule.when, whyWrong: whyNoDecision }]
        }),
        ...listErrors(response).map(({ at, errors }) => {
          return { key: 'list', at, status: errors.status, mapping: errors.list, whyWrong: () => undefined }
        }),
      ]
      for (const { key, at, status, mapping, whyWrong } of decisions) {
        const known = [...listStatuses(status)].find(one => good.has(one))
        const failure = known === undefined ? undefined : findFailure(mapping, known, destination.context, whyWrong)
        if (failure === undefined) continue
        const help = "test the type first: `$type(response.body) = 'string' ? …`"
        problems.add('CM811', pointer(at, key), `\`${key}\` fails on ${failure}`, { help })
      }
    }
  },
}

/** Lists the statuses of answers that may count as delivered. */
function listGoodStatuses(rules: readonly ResponseRule[]): ReadonlySet<number> {
  const delivering = rules.filter(({ outcome }) => outcome === 'delivered')
  return new Set([...listStatuses('2xx'), ...delivering.flatMap(({ status }) => [...listStatuses(status ?? '2xx')])])
}

/** Explains a value of `when` that decides nothing about an answer, where null is false. */
function whyNoDecision(value: unknown): string | undefined {
  return whyUndecided(value ?? undefined)
}

/** Bodies of ordinary answers: an API that answers JSON may also answer with a string, or with nothing. */
const bodies = [undefined, {}, [], 'OK']

/** Finds an ordinary answer on which a mapping fails or gives a wrong value, and prints it with the reason. */
function findFailure(
  mapping: MappingJson,
  status: number,
  context: MappingContext,
  whyWrong: (value: unknown) => string | undefined,
): string | undefined {
  const parsed = parseMapping(mapping, { ...context, problems: new DiagnosticBag() })
  // Other roots have values that are unknown here.
  if (parsed === undefined || collectReads(parsed).some(({ path: [root] }) => root !== 'response')) return undefined
  const evaluate = createEvaluator(parsed)
  for (const body of bodies) {
    const result = evaluate({ response: { status, headers: {}, body } })
    const failure = 'failure' in result ? result.failure : whyWrong(result.value)
    if (failure === undefined) continue
    const answer = body === undefined ? 'no body' : `the body \`${JSON.stringify(body)}\``
    return `an answer ${status} with ${answer}: ${failure}`
  }
  return undefined
}
