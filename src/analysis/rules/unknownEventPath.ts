import { reportDollar, spansOfWord, textAt } from '../../destination/index.ts'
import { type Extra, near } from '../../diagnostics/index.ts'
import { destinationLibrary } from '../../jsonata/index.ts'
import { collectReads } from '../../mapping/index.ts'
import { roots } from '../../trigger/index.ts'
import { printPath } from '../../value/index.ts'
import { isKnown, isStray } from '../calls.ts'
import { mappedFields } from '../fields.ts'
import type { Rule } from '../rule.ts'

export const unknownEventPath: Rule = {
  code: 'CM301',
  cost: 'The value is absent from everything that is sent, and nothing says so.',
  examples: {
    bad: [
      {
        actions: { send: { fields: { id: { type: 'string', default: { '@path': '$.userID' } } } } },
        subscriptions: [{ action: 'send', trigger: 'type = "track"' }],
      },
      {
        actions: { send: { fields: { note: { type: 'string', default: { '@template': 'by {{trait.name}}' } } } } },
        subscriptions: [{ action: 'send', trigger: 'type = "identify"' }],
      },
      {
        actions: { send: { fields: { plan: { type: 'string', default: { '@template': 'on {{ $.traits.plan }}' } } } } },
        subscriptions: [{ action: 'send', trigger: 'type = "identify"' }],
      },
      {
        actions: { send: { fields: { total: { type: 'number', default: { '@jsonata': '$sum(propertys.price)' } } } } },
        subscriptions: [{ action: 'send', trigger: 'type = "track"' }],
      },
      {
        actions: { send: { fields: { email: { type: 'string', default: { '@path': '$.email' } } } } },
        subscriptions: [{ action: 'send', trigger: 'type = "identify"' }],
      },
    ],
    good: [
      {
        actions: { send: { fields: { id: { type: 'string', default: { '@path': '$.userId' } } } } },
        subscriptions: [{ action: 'send', trigger: 'type = "track"' }],
      },
      {
        actions: { send: { fields: { email: { type: 'string', default: { '@path': '$.email' } } } } },
        subscriptions: [{ action: 'send', trigger: 'type = "track"' }],
        events: [{ type: 'track', event: 'A', userId: 'u', messageId: 'm', email: 'a@b.co' }],
      },
      {
        actions: {
          send: {
            fields: {
              email: {
                type: 'string',
                default: { '@coalesce': [{ '@path': '$.traits.email' }, { '@path': '$.email' }] },
              },
            },
          },
        },
        subscriptions: [{ action: 'send', trigger: 'type = "identify"' }],
      },
    ],
  },
  check(subject, problems) {
    for (const { key, field, mapping } of mappedFields(subject)) {
      const reads = collectReads(mapping)
      const fallsBack = reads.some(({ path }) => isKnown(path))
      for (const { path, at } of reads) {
        if (reportDollar(subject.written, { path, at }, problems, 'CM301') || isKnown(path)) continue
        // Real events may have more than the calls are specified with.
        if (subject.events.some(event => Object.hasOwn(event, path[0]!))) continue
        if (fallsBack && isStray(path)) continue
        const braced = /^\{\{+ *([^{}]+?) *\}+$/.exec(textAt(subject.written, at) ?? '')?.[1]
        if (braced !== undefined && at.endsWith('/@path')) {
          const meant = `$.${braced.replace(/^\$\./, '')}`
          problems.add('CM301', at, 'a path has no braces', { help: `write \`${meant}\``, meant })
          continue
        }
        const [span] = spansOfWord(subject.written, at, path[0]!)
        const isCalled = span !== undefined && textAt(subject.written, at)?.[span.end] === '('
        const { help, meant } = isCalled ? functionMeant(path[0]!) : near(path[0]!, roots)
        const cost = field.required === true ? `; \`${key}\` is required, so every event would fail` : ''
        const extra = { span, help, ...(span && { meant }), note: `paths are case-sensitive${cost}` }
        problems.add('CM301', at, `\`${printPath(path)}\` is not a field of any call`, extra)
      }
    }
  },
}

/** The function that is called without its sign. */
function functionMeant(name: string): Extra {
  const names = [...destinationLibrary.keys()].map(key => `$${key}`)
  if (names.includes(`$${name}`)) return { help: `did you mean \`$${name}\`?`, meant: `$${name}` }
  return near(`$${name}`, names, 'expression')
}
