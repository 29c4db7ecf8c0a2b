import isEqual from 'lodash-es/isEqual.js'
import { type FieldDefinition, findPart, isPartName } from '../../destination/index.ts'
import type { DiagnosticBag } from '../../diagnostics/index.ts'
import { directives, type Mapping, type MappingContext } from '../../mapping/index.ts'
import {
  isObject,
  type Json,
  type JsonObject,
  type Pointer,
  pointer,
  pointerKeys,
  readPath,
  rememberByObject,
} from '../../value/index.ts'
import { distinctFields } from '../fields.ts'
import { eventMeant, type Meant } from '../pathMeant.ts'
import type { Rule, RuleExample, RuleInput } from '../rule.ts'
import { listTemplatePaths } from '../templatePaths.ts'
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
    for (const { field, mapping } of distinctFields(subject)) lookAtField(mapping, { subject, problems, field })
    const { context, definition } = subject.destination
    for (const { at, ...meant } of listTemplatePaths(context, definition)) reportText(at, meant, problems)
    lookAtSettings(subject, problems)
    reportNames(subject, problems)
  },
}

interface FoundPath {
  readonly at: Pointer
  readonly meant: Meant
}

interface Context {
  readonly subject: RuleInput
  readonly problems: DiagnosticBag
  /** Set for the mapping of a whole field. */
  readonly field?: FieldDefinition | undefined
}

/** Reports names of parts in mappings, where `"#/fragments/person"` is a plain string. */
function reportNames({ written, expanded, destination }: RuleInput, problems: DiagnosticBag): void {
  for (const { at, part, name } of listNames(destination.context, expanded)) {
    if (findPart(written, name) === undefined) continue
    if (name !== part) {
      const message = 'this object is sent as it is, because the name of a part begins with `#/`'
      problems.add('CM806', at, message, { help: `did you mean \`${name}\`?`, meant: name })
      continue
    }
    const help = `to use the part, write { "$ref": ${JSON.stringify(part)} }`
    problems.add('CM806', at, 'this string looks like the name of a part, but is sent as it is', { help })
  }
}

/** Lists the strings of a definition that may be names of parts. All its accounts share them, as they share its context. */
const listNames = rememberByObject((_: MappingContext, { subscriptions, ...definition }: JsonObject) => {
  return [...walk(definition)].flatMap(([at, part]) => {
    if (typeof part !== 'string') return []
    const name = at.endsWith('/$ref') ? part.replace(/^\/?(?=\w+\/)/, '#/') : part
    return isPartName(name) && !isProse(at) && !pointerKeys(at).includes('@literal') ? [{ at, part, name }] : []
  })
})

/** Reports defaults of settings that look computed. They are values, like those of an account. */
function lookAtSettings({ destination: { definition } }: RuleInput, problems: DiagnosticBag): void {
  for (const [key, setting] of Object.entries(definition.settings ?? {})) {
    const at = pointer('/settings', key, 'default')
    const given = setting.default
    const isDirective = isObject(given) && Object.keys(given).some(name => name.startsWith('@'))
    const isText = [given].flat().some(text => /^\s*(\$\.[A-Za-z_]|\{\{\s*(\$\.)?settings\.)/.test(String(text)))
    const help = 'compute it in `constants`: `"constants": { "name": { "@path": "$.settings.…" } }`'
    if ((!isDirective && !isText) || problems.reports(at)) continue
    problems.add('CM806', at, 'the default of a setting is a value, but this looks like a mapping', { help })
  }
}

/** Checks the mapping of a whole field. */
function lookAtField(mapping: Mapping, context: Context): void {
  if (mapping.kind !== 'list') {
    look(mapping, context)
    return
  }
  const paths = mapping.items.flatMap(item => {
    const meant = item.kind === 'value' ? eventMeant(item.value, context.field) : undefined
    return meant === undefined ? [] : [{ at: item.at, meant }]
  })
  if (paths.length > 0) reportList(mapping.at, paths, context)
  else for (const item of mapping.items) look(item, { ...context, field: undefined })
}

/** Reports a list with paths once. In a field of one value, they are alternatives; otherwise each is a value. */
function reportList(at: Pointer, paths: readonly FoundPath[], { subject, problems, field }: Context): void {
  const message = 'this list has strings that look like paths, but is sent as it is'
  const list = readPath(subject.expanded, pointerKeys(at))
  // The value for a hole would be copied.
  const isWritten = isEqual(list, readPath(subject.written, pointerKeys(problems.locate(at).at)))
  const byPlace = new Map(paths.map(path => [path.at, path.meant.directive]))
  const isSure = isWritten && paths.every(({ meant }) => meant.directive !== undefined)
  const alternatives = (list as readonly Json[]).map((item, i) => byPlace.get(pointer(at, i)) ?? item)
  const edits = field?.multiple
    ? paths.map(path => ({ at: path.at, value: path.meant.directive! }))
    : [{ at, value: { '@coalesce': alternatives } }]
  const help = field?.multiple
    ? 'write each path as { "@path": "$.userId" }, or the list in `@literal`'
    : 'for the first that has a value, write { "@coalesce": [{ "@path": "$.userId" }, "none"] }; for the list itself, use `@literal`'
  problems.add('CM806', at, message, { help, ...(isSure && { fix: { applicability: 'unsafe', edits } }) })
}

/** Checks a mapping. `field` is set for the mapping of a whole field. */
function look(mapping: Mapping, context: Context): void {
  const { problems, field } = context
  switch (mapping.kind) {
    case 'value': {
      const meant = eventMeant(mapping.value, field)
      if (meant !== undefined) reportText(mapping.at, meant, problems)
      break
    }
    case 'list':
      for (const item of mapping.items) look(item, { ...context, field: undefined })
      break
    case 'object': {
      const [member, ...others] = mapping.members
      const name = member && others.length === 0 ? directiveMeant(member.key, member.mapping) : undefined
      if (name === undefined) {
        for (const { key, mapping: inner } of mapping.members)
          look(inner, { ...context, field: field?.properties?.[key] })
      } else {
        const message = `\`${member!.key}\` is not a directive, so the object is sent as it is`
        const at = member!.mapping.at
        problems.add('CM806', at, message, { marks: 'key', help: `did you mean \`${name}\`?`, meant: name })
      }
      break
    }
    case 'directive':
      if (mapping.name === '@literal') break
      for (const part of mapping.applied.parts ?? []) look(part.mapping, { ...context, field: undefined })
  }
}

/** Reports a path or a template that is sent as a plain string. */
function reportText(at: Pointer, { kind, directive }: Meant, problems: DiagnosticBag): void {
  const message = `this string looks like a ${kind}, but is sent as it is`
  if (directive === undefined) {
    problems.add('CM806', at, message, {
      help: kind === 'path' ? forms : 'map an object with `@path`, or member by member',
    })
    return
  }
  const written = JSON.stringify(directive, null, 1).replace(/\n */g, ' ')
  const help = `to send its value, write ${written}; for the string itself, use \`@literal\``
  problems.add('CM806', at, message, { help, fix: { applicability: 'unsafe', edits: [{ at, value: directive }] } })
}

const forms =
  'write a path as { "@path": "$.…" } and an expression as { "@jsonata": "…" }; for the string itself, use `@literal`'

/** Directive for a key without `@`: `$path`, or `path` with a path as its value. */
function directiveMeant(key: string, value: Mapping): string | undefined {
  const meant = `@${key.replace(/^\$/, '')}`
  const isPath = value.kind === 'value' && eventMeant(value.value) !== undefined
  return directives.has(meant) && (key.startsWith('$') || isPath) ? meant : undefined
}
