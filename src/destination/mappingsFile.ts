import { type Diagnostic, DiagnosticBag, near } from '../diagnostics/index.ts'
import { describeKind, isObject, type Json, pointer } from '../value/index.ts'

export const mappingsKeys = ['$schema', 'destination', 'settings', 'subscriptions', 'allowIds', 'consent', 'rules']

/** Finds every mistake in the shape of a mappings file. Settings and subscriptions are left to `compile`. */
export function checkMappingsFile(value: Json): Diagnostic[] {
  const problems = new DiagnosticBag()
  if (!isObject(value)) {
    problems.add('CM101', '', 'expected an object, with a `destination`')
    return problems.list
  }
  let isMeant = false
  for (const key of Object.keys(value)) {
    if (mappingsKeys.includes(key)) continue
    const { help = `there are ${mappingsKeys.join(', ')}`, meant } = near(key, mappingsKeys)
    isMeant ||= meant === 'destination'
    const extra = { help, meant, marks: 'key' } as const
    problems.add('CM102', pointer('', key), `\`${key}\` is not a key of a mappings file`, extra)
  }
  const { destination, rules = {} } = value
  const help = 'write the slug of a destination, or the path of a definition'
  if (destination === undefined && !isMeant) problems.add('CM103', '', 'there is no `destination` here', { help })
  if (destination !== undefined && typeof destination !== 'string') {
    const message = `\`destination\` has to be a string, but it is ${describeKind(destination)}`
    problems.add('CM101', '/destination', message, { help })
  }
  for (const key of ['allowIds', 'consent']) {
    const { [key]: list = [] } = value
    if (Array.isArray(list) && list.every(item => typeof item === 'string')) continue
    problems.add('CM101', pointer('', key), `\`${key}\` has to be a list of strings`)
  }
  if (!isObject(rules)) problems.add('CM101', '/rules', '`rules` has to be an object')
  return problems.list
}
