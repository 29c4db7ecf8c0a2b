import type { Problems } from '../../diagnostics/index.ts'
import { directives, type Mapping } from '../../mapping/index.ts'
import { roots } from '../../trigger/index.ts'
import { mappedFields } from '../fields.ts'
import type { Rule } from '../rule.ts'

const actions = { send: { fields: { note: { type: 'string' }, data: { type: 'object' } } } } as const
const trigger = 'type = "track"'

export const likeDirective: Rule = {
  code: 'CM806',
  cost: 'Every event sends the same text, `$.userId` itself and not what is there.',
  examples: {
    bad: [
      { actions, subscriptions: [{ action: 'send', trigger, mapping: { note: '$.userId' } }] },
      { actions, subscriptions: [{ action: 'send', trigger, mapping: { note: 'by {{userId}}' } }] },
      { actions, subscriptions: [{ action: 'send', trigger, mapping: { data: { by: { $path: '$.userId' } } } }] },
      { actions, subscriptions: [{ action: 'send', trigger, mapping: { data: { by: { path: '$.userId' } } } }] },
    ],
    good: [
      {
        actions,
        subscriptions: [
          {
            action: 'send',
            trigger,
            mapping: {
              note: { '@template': 'by {{userId}}' },
              data: { price: '$.50', path: '/a', by: { '@path': '$.userId' }, raw: { '@literal': '$.userId' } },
            },
          },
        ],
      },
    ],
  },
  check(subject, problems) {
    for (const { mapping } of mappedFields(subject)) look(mapping, problems)
  },
}

function look(mapping: Mapping, problems: Problems): void {
  switch (mapping.kind) {
    case 'value':
      lookAtText(mapping.value, mapping.at, problems)
      break
    case 'list':
      for (const item of mapping.items) look(item, problems)
      break
    case 'object': {
      const [member, ...others] = mapping.members
      const meant = member && others.length === 0 ? directiveMeant(member.key, member.mapping) : undefined
      if (meant === undefined) for (const { mapping: inner } of mapping.members) look(inner, problems)
      else {
        const message = `\`${member!.key}\` is no directive: the object is sent as it is`
        const at = member!.mapping.at
        problems.add('CM806', at, message, { marks: 'key', help: `did you mean \`${meant}\`?`, meant })
      }
      break
    }
    case 'directive':
      if (mapping.name === '@literal') break
      for (const part of mapping.applied.parts ?? []) look(part.mapping, problems)
  }
}

/** A path or a template where a text is sent as it is. */
function lookAtText(text: unknown, at: string, problems: Problems): void {
  const directive = isPath(text) ? '@path' : isTemplate(text) ? '@template' : undefined
  if (directive === undefined) return
  const help = `to send what it stands for, write { "${directive}": ${JSON.stringify(text)} }`
  const fix = { applicability: 'unsafe', edits: [{ at, value: { [directive]: text as string } }] } as const
  problems.add('CM806', at, `this text is sent as it is, and looks like a ${directive.slice(1)}`, { help, fix })
}

const isPath = (text: unknown): text is string =>
  typeof text === 'string' && roots.has(/^\$\.(\w+)/.exec(text)?.[1] ?? '') && !/\s/.test(text)

const isTemplate = (text: unknown): text is string => {
  const root = typeof text === 'string' ? /\{\{\{? *(?:\$\.)?(\w+)[^{}]*\}\}/.exec(text)?.[1] : undefined
  return root !== undefined && roots.has(root)
}

/** The directive that a key without its sign stands for: `$path`, or `path` of what is a path. */
function directiveMeant(key: string, value: Mapping): string | undefined {
  const meant = `@${key.replace(/^\$/, '')}`
  return directives.has(meant) && (key.startsWith('$') || (value.kind === 'value' && isPath(value.value)))
    ? meant
    : undefined
}
