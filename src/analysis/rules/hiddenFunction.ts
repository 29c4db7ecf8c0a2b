import { listPitfalls } from '../pitfalls.ts'
import type { Rule, RuleExample } from '../rule.ts'

function example(name: string, text: string): RuleExample {
  return {
    functions: { [name]: text },
    actions: { send: { fields: { note: { type: 'string', default: { '@jsonata': `$${name}(properties.note)` } } } } },
    subscriptions: [{ action: 'send', trigger: 'type = "track"' }],
  }
}

export const hiddenFunction: Rule = {
  code: 'CM818',
  cost: 'Every event fails that comes to the call, unless the argument is a function.',
  examples: {
    bad: [
      example('camel', 'function($camel) { $camel($camel) }'),
      example('clean', 'function($trim) { $uppercase($trim($trim)) }'),
      example('each', 'function($length) { $map([1], function($i) { $length($i) + 1 }) }'),
    ],
    good: [
      example('camel', 'function($text) { $lowercase($text) }'),
      example('clean', 'function($trim) { $uppercase($trim) }'),
      example('apply', 'function($value) { $map([$value], function($item) { $length($item) }) }'),
    ],
  },
  check(subject, problems) {
    for (const pitfall of listPitfalls(subject)) {
      if (pitfall.kind !== 'hidden') continue
      const { at, span, name } = pitfall
      const message = `a parameter hides the function \`$${name}\``
      problems.add('CM818', at, message, { span, help: 'give the parameter another name' })
    }
  },
}
