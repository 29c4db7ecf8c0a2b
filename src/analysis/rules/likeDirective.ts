import { type FieldDefinition, findPart, isPartName } from '../../destination/index.ts'
import type { DiagnosticBag } from '../../diagnostics/index.ts'
import { directives, type Mapping } from '../../mapping/index.ts'
import { roots } from '../../trigger/index.ts'
import { type Pointer, pointerKeys } from '../../value/index.ts'
import { distinctFields } from '../fields.ts'
import type { Rule, RuleExample, RuleInput } from '../rule.ts'
import { isProse, walk } from '../walk.ts'

const actions = { send: { fields: { note: { type: 'string' }, data: { type: 'object' } } } } as const
const trigger = 'type = "track"'

export const likeDirective: Rule = {
  code: 'CM806',
  cost: 'Every event sends the same string: `$.userId` itself, not the value at that path.',
  examples: {
    bad: [
      { actions, subscriptions: [{ action: 'send', trigger, mapping: { note: '$.userId' } }] },
      { actions, subscriptions: [{ action: 'send', trigger, mapping: { note: 'by {{userId}}' } }] },
      { actions, subscriptions: [{ action: 'send', trigger, mapping: { note: '{{ $.userId }}' } }] },
      { actions, subscriptions: [{ action: 'send', trigger, mapping: { data: { by: { $path: '$.userId' } } } }] },
      { actions, subscriptions: [{ action: 'send', trigger, mapping: { data: { by: { path: '$.userId' } } } }] },
      { actions: { send: { fields: { email: { type: 'string', default: 'std#/email' } } } } },
      {
        constants: { person: { plan: 'pro' } },
        actions: {
          send: {
            fields: {},
            requests: [
              { url: { '@path': '$.constants.person.plan' }, body: { person: { $ref: '/constants/person' } } },
            ],
          },
        },
      } as unknown as RuleExample,
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
              data: {
                price: '$.50',
                name: { $ref: 'slug' },
                path: '/a',
                by: { '@path': '$.userId' },
                raw: { '@literal': '$.userId' },
              },
            },
          },
        ],
      },
    ],
  },
  check(subject, problems) {
    for (const { field, mapping } of distinctFields(subject)) look(mapping, problems, field)
    reportNames(subject, problems)
  },
}

/** Reports names of parts in mappings, where `"#/fragments/person"` is a plain string. */
function reportNames({ written, expanded }: RuleInput, problems: DiagnosticBag): void {
  const { subscriptions: _, ...definition } = expanded
  for (const [at, part] of walk(definition)) {
    if (typeof part !== 'string' || isProse(at) || pointerKeys(at).includes('@literal')) continue
    const name = at.endsWith('/$ref') ? part.replace(/^\/?(?=\w+\/)/, '#/') : part
    if (!isPartName(name) || findPart(written, name) === undefined) continue
    if (name !== part) {
      const message = 'this object is sent as it is, because the name of a part begins with `#/`'
      problems.add('CM806', at, message, { help: `did you mean \`${name}\`?`, meant: name })
      continue
    }
    const help = `to use the part, write { "$ref": ${JSON.stringify(part)} }`
    problems.add('CM806', at, 'this string looks like the name of a part, but is sent as it is', { help })
  }
}

/** Checks a mapping. `field` is set for the mapping of a whole field. */
function look(mapping: Mapping, problems: DiagnosticBag, field?: FieldDefinition): void {
  switch (mapping.kind) {
    case 'value':
      lookAtText(mapping.value, mapping.at, problems, field)
      break
    case 'list':
      for (const item of mapping.items) look(item, problems)
      break
    case 'object': {
      const [member, ...others] = mapping.members
      const meant = member && others.length === 0 ? directiveMeant(member.key, member.mapping) : undefined
      if (meant === undefined) {
        for (const { key, mapping: inner } of mapping.members) look(inner, problems, field?.properties?.[key])
      } else {
        const message = `\`${member!.key}\` is not a directive, so the object is sent as it is`
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

/** Reports a path or a template that is sent as a plain string. */
function lookAtText(text: unknown, at: Pointer, problems: DiagnosticBag, field: FieldDefinition | undefined): void {
  const kind = isPath(text) ? 'path' : isTemplate(text) ? 'template' : undefined
  if (kind === undefined) return
  const meant = kind === 'path' ? { '@path': text as string } : templateMeant(text as string)
  const message = `this string looks like a ${kind}, but is sent as it is`
  if (field?.type === 'object' && !Object.hasOwn(meant, '@path')) {
    problems.add('CM806', at, message, { help: 'map an object with `@path`, or member by member' })
    return
  }
  const help = `to send its value, write ${JSON.stringify(meant, null, 1).replace(/\n */g, ' ')}`
  problems.add('CM806', at, message, { help, fix: { applicability: 'unsafe', edits: [{ at, value: meant }] } })
}

/**
 * Converts a placeholder alone to `@path`, which keeps its type, and one inside text or with filters to `@template`.
 */
export function templateMeant(text: string): { readonly [directive: string]: string } {
  const bare = text.replace(/(\{\{\{? *)\$\./g, '$1')
  const [, path] = /^\{\{\{? *([^{}|]+?) *\}\}\}?$/.exec(bare.trim()) ?? []
  const isLiquid = /\{%|\{\{[^{}]*\|/.test(bare)
  if (isLiquid) return { '@liquid': bare }
  return path === undefined || isForeign(path) ? { '@template': bare } : { '@path': `$.${path}` }
}

/** True if a placeholder contains more than a path, which `@template` reports itself. */
const isForeign = (path: string) => /[?()"'#]|&&/.test(path.replace(/\[(?:"[^"]*"|'[^']*')\]/g, ''))

const isPath = (text: unknown): text is string =>
  typeof text === 'string' && roots.has(/^\$\.(\w+)/.exec(text)?.[1] ?? '') && !/\s/.test(text)

const isTemplate = (text: unknown): text is string => {
  const root = typeof text === 'string' ? /\{\{\{? *(?:\$\.)?(\w+)[^{}]*\}\}/.exec(text)?.[1] : undefined
  return root !== undefined && roots.has(root)
}

/** Directive for a key without `@`: `$path`, or `path` with a path as its value. */
function directiveMeant(key: string, value: Mapping): string | undefined {
  const meant = `@${key.replace(/^\$/, '')}`
  return directives.has(meant) && (key.startsWith('$') || (value.kind === 'value' && isPath(value.value)))
    ? meant
    : undefined
}
