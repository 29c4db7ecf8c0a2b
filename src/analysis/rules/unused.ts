import { isObject, type Json, type JsonObject, own, pointer } from '../../value/index.ts'
import type { Rule } from '../rule.ts'
import { isProse, walk } from '../walk.ts'

const used = { send: { fields: { id: { $ref: '#/fields/id', type: 'string' } } } } as const

export const unused: Rule = {
  code: 'CM802',
  cost: 'It confuses readers, and a reference to it may be missing.',
  examples: {
    bad: [
      { actions: {}, functions: { double: 'function($n) { $n * 2 }' } },
      { actions: {}, constants: { host: 'https://api.example.com' } },
      { actions: {}, settings: { region: { type: 'string' } } },
      { actions: {}, fields: { id: { type: 'string' } } },
      { actions: { send: { fields: {} } }, request: { url: 'https://api.example.com' } },
      { actions: {}, fragments: { person: { id: { '@path': '$.payload.id' } } } } as never,
      { actions: {}, templates: { event: { fields: {} } } } as never,
    ],
    good: [
      { fields: { id: { type: 'string' } }, actions: { send: { fields: { id: '#/fields/id!' } } } } as never,
      {
        settings: { region: { type: 'string', default: 'eu' } },
        constants: { host: { '@template': 'https://{{settings.region}}.example.com' } },
        functions: { path: "function($id) { '/' & $clean($id) }", clean: 'function($id) { $trim($id) }' },
        fields: { id: { type: 'string' } },
        actions: {
          send: {
            ...used.send,
            requests: [{ url: { '@path': '$.constants.host' }, body: { '@jsonata': '$path(payload.id)' } }],
          },
        },
      },
    ],
  },
  check({ written, destination }, problems) {
    const mentioned = collectMentions(written)
    for (const [kind, one] of Object.entries(kinds)) {
      const declared = own(written, kind)
      if (!isObject(declared)) continue
      for (const key of Object.keys(declared)) {
        if (mentioned.has(`${kind}.${key}`) || mentioned.has(kind) || !/^[\w-]+$/.test(key)) continue
        const at = pointer('', kind, key)
        const fix = { applicability: 'unsafe', edits: [{ at, value: undefined }] } as const
        problems.add('CM802', at, `nothing uses the ${one} \`${key}\``, { marks: 'key', fix, help: 'remove it' })
      }
    }
    const { actions, request } = destination.definition
    if (request === undefined || Object.values(actions).some(({ requests }) => requests !== undefined)) return
    const help = 'add `"requests": [{}]` to the action; its members override the shared request'
    problems.add('CM802', '/request', 'no action has `requests`, so the shared request is unused', {
      marks: 'key',
      help,
    })
  },
}

const kinds = {
  settings: 'setting',
  constants: 'constant',
  functions: 'function',
  fields: 'field',
  fragments: 'fragment',
  templates: 'template',
}

/**
 * Names that the strings of a definition mention: `settings.region`, `functions.double`, or `settings` for any of them.
 * A word search, not a parser: a false mention hides a finding and never causes one.
 */
function collectMentions(written: JsonObject): Set<string> {
  const { functions, ...rest } = written
  const mentioned = new Set(extendedTemplates(rest.actions).map(name => `templates.${name}`))
  const todo = collectStrings(rest)
  for (let text = todo.pop(); text !== undefined; text = todo.pop()) {
    for (const [, kind, key] of text.matchAll(/\b(settings|constants)\b(?:\s*[.[]\s*["'`]?([\w-]+))?/g)) {
      mentioned.add(key === undefined ? kind! : `${kind}.${key}`)
    }
    for (const [, kind, key] of text.matchAll(/#\/(fields|fragments)\/([^/!]+)/g)) mentioned.add(`${kind}.${key}`)
    for (const [, key] of text.matchAll(/\$(\w+)/g)) {
      const found = isObject(functions) ? own(functions, key!) : undefined
      if (found === undefined || mentioned.has(`functions.${key}`)) continue
      mentioned.add(`functions.${key}`)
      for (const string of collectStrings(found)) todo.push(string)
    }
  }
  return mentioned
}

const extendedTemplates = (actions: Json | undefined) =>
  isObject(actions) ? Object.values(actions).map(action => isObject(action) && action.extends) : []

function collectStrings(value: Json): string[] {
  return [...walk(value)].flatMap(([at, part]) => (typeof part === 'string' && !isProse(at) ? [part] : []))
}
