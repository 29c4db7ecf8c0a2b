import type { Rule } from '../rule.ts'
import { walk } from '../walk.ts'

const actions = { send: { fields: { name: { type: 'string' } } } } as const

export const openTodo: Rule = {
  code: 'CM803',
  cost: 'A guess is sent as if it were correct.',
  examples: {
    bad: [
      {
        actions,
        subscriptions: [
          {
            action: 'send',
            trigger: 'type = "track"',
            overrides: { name: { '@path': '$.properties.title', $todo: 'guessed from the name' } },
          },
        ],
      },
      { actions, subscriptions: [{ action: 'send', trigger: 'type = "track"', $todo: 'only orders' }] },
    ],
    good: [
      {
        actions,
        subscriptions: [
          { action: 'send', trigger: 'type = "track"', overrides: { name: { '@path': '$.properties.title' } } },
        ],
      },
    ],
  },
  check({ written }, problems) {
    const refused = new Set(problems.errors.map(({ code, at }) => (code === 'CM114' ? at : undefined)))
    for (const [at, todo] of walk(written)) {
      if (!at.endsWith('/$todo') || refused.has(at)) continue
      const message = typeof todo === 'string' && todo !== '' ? `still to do: ${todo}` : 'still to do'
      const fix = { applicability: 'unsafe', edits: [{ at, value: undefined }] } as const
      problems.add('CM803', at, message, { marks: 'key', help: 'check it, then remove the `$todo`', fix })
    }
  },
}
