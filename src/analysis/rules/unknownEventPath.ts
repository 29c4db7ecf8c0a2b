import { reportDollar, spansOfWord, textAt } from '../../destination/index.ts'
import { type Extra, nearIn } from '../../diagnostics/index.ts'
import { destinationLibrary } from '../../jsonata/index.ts'
import { collectReads, type Read } from '../../mapping/index.ts'
import { listLeaves, nearRoot, roots } from '../../trigger/index.ts'
import { chargeCompilation, compileCost, type JsonObject, pointer, printPath } from '../../value/index.ts'
import { isKnownPath, isStray } from '../calls.ts'
import { distinctFields } from '../fields.ts'
import { findOddPart } from '../oddPart.ts'
import type { Rule } from '../rule.ts'

export const unknownEventPath: Rule = {
  code: 'CM301',
  cost: 'The value is never sent, without any failure.',
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
      {
        actions: {
          send: { fields: { plan: { type: 'string', default: { '@template': '{{event.properties.plan}}' } } } },
        },
        subscriptions: [{ action: 'send', trigger: 'type = "track"' }],
      },
      {
        actions: { send: { fields: { name: { type: 'string', default: { '@jsonata': 'event.toUpperCase()' } } } } },
        subscriptions: [{ action: 'send', trigger: 'type = "track"' }],
      },
      {
        actions: { send: { fields: { id: { type: 'string', default: { '@path': '$.userId or $.anonymousId' } } } } },
        subscriptions: [{ action: 'send', trigger: 'type = "track"' }],
      },
      {
        actions: { send: { fields: {} } },
        subscriptions: [{ action: 'send', trigger: 'type = "track" and event.properties.vip = true' }],
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
    for (const { trigger, at } of subject.destination.subscriptions) {
      for (const { operand, span } of listLeaves(trigger)) {
        if (operand.kind !== 'path' || !roots.has(operand.path[0]!) || isKnownPath(operand.path)) continue
        const message = `\`${printPath(operand.path)}\` is not a field of any call`
        problems.add('CM301', pointer(at, 'trigger'), message, { span, help: nearRoot(operand.path).help })
      }
    }
    for (const { key, field, mapping } of distinctFields(subject)) {
      const reads = collectReads(mapping)
      const fallsBack = reads.some(({ path }) => isKnownPath(path))
      for (const { path, at } of reads) {
        if (reportDollar(subject.expanded, { path, at }, problems, 'CM301') || isKnownPath(path)) continue
        // Recorded events may have more fields than the specification of the calls.
        if (subject.events.some(event => Object.hasOwn(event, path[0]!))) continue
        if (fallsBack && isStray(path)) continue
        const text = textAt(subject.expanded, at) ?? ''
        // A long template may have thousands of reads, each of which is searched for in it.
        chargeCompilation(text.length * compileCost.writtenCharacter)
        const braced = /^\{\{+ *([^{}]+?) *\}+$/.exec(text)?.[1]
        if (braced !== undefined && at.endsWith('/@path')) {
          const meant = `$.${braced.replace(/^\$\./, '')}`
          problems.add('CM301', at, 'a path has no braces', { help: `write \`${meant}\``, meant })
          continue
        }
        const odd = at.endsWith('/@path') ? findOddPart(text) : undefined
        if (odd !== undefined) {
          problems.add('CM301', at, odd.message, { span: odd.span, help: odd.help, meant: odd.meant })
          continue
        }
        problems.add('CM301', at, `\`${printPath(path)}\` is not a field of any call`, () => {
          const { span, help, meant } = fieldMeant(subject.expanded, { path, at })
          const cost = field.required === true ? `; \`${key}\` is required, so every event would fail` : ''
          return { span, help, ...(span && { meant }), note: `paths are case-sensitive${cost}` }
        })
      }
    }
  },
}

/** Suggests a path for one that no call has, and locates the wrong part. */
function fieldMeant(expanded: JsonObject, { path, at }: Read): Extra {
  const text = textAt(expanded, at) ?? ''
  for (const name of new Set(path)) {
    const span = spansOfWord(expanded, at, name).find(({ end }) => text[end] === '(')
    if (span !== undefined) return { span, ...functionMeant(name) }
  }
  const [root = '', key = ''] = path
  const spans = spansOfWord(expanded, at, root)
  const { help, meant } = nearRoot(path)
  if (/^\d/.test(root) && text.startsWith('$.')) {
    return { help: `for the string itself, write ${JSON.stringify({ '@literal': text })}` }
  }
  if (meant !== '') return { span: spans[0], help, meant }
  const { start, end } = spans.find(({ end }) => text.startsWith(`.${key}`, end)) ?? {}
  return start === undefined ? { help } : { span: { start, end: end! + 1 }, help, meant }
}

/** Suggests the function that is called without its `$`. */
function functionMeant(name: string): Extra {
  const names = [...destinationLibrary.keys()].map(key => `$${key}`)
  if (names.includes(`$${name}`)) return { help: `did you mean \`$${name}\`?`, meant: `$${name}` }
  return nearIn('expression', `$${name}`, names)
}
