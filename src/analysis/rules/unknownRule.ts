import { codes, type DiagnosticBag, near } from '../../diagnostics/index.ts'
import { pointer } from '../../value/index.ts'
import type { Rule } from '../rule.ts'

const actions = { send: { fields: {} } }

export const unknownRule: Rule = {
  code: 'CM804',
  cost: 'The intended finding is still reported, or another one is hidden.',
  examples: {
    bad: [
      { actions, rules: { CM999: 'off' } },
      { actions, subscriptions: [{ action: 'send', trigger: 'type = "track"', $ignore: ['overlap'] }] },
    ],
    good: [
      {
        actions,
        rules: { CM802: 'off' },
        subscriptions: [{ action: 'send', trigger: 'type = "track"', $ignore: ['CM801'] }],
      },
    ],
  },
  check({ destination: { definition } }, problems) {
    for (const code of Object.keys(definition.rules ?? {})) {
      checkCode(code, pointer('/rules', code), problems, { marks: 'key' })
    }
    for (const [i, subscription] of (definition.subscriptions ?? []).entries()) {
      for (const [j, code] of (subscription?.$ignore ?? []).entries()) {
        checkCode(code, pointer('/subscriptions', i, '$ignore', j), problems, {})
      }
    }
  },
}

function checkCode(
  code: string | undefined,
  at: string,
  problems: DiagnosticBag,
  marks: { readonly marks?: 'key' },
): void {
  if (code === undefined || Object.hasOwn(codes, code)) return
  const extra = { ...near(code, Object.keys(codes)), ...marks }
  problems.add('CM804', at, `callmap has no code \`${code}\``, extra)
}
