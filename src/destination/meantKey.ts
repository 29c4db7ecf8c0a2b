import { suggest } from '../text/index.ts'
import type { ErrorObject } from '../value/index.ts'
import { definitionSchema } from './schema.ts'

const { check } = definitionSchema.$defs

/** Members of checks under names that authors give them. */
const ofChecks: ReadonlyMap<string, string> = new Map([
  ...['error', 'reason', 'text', 'because', 'help'].map(key => [key, 'message'] as const),
  ['warn', 'warning'],
  ['severity', 'level'],
  ...['if', 'condition', 'test'].map(key => [key, 'when'] as const),
])

/** The member that an unknown key of an object surely means. */
export function meantKey(key: string, schema: ErrorObject['parentSchema']): string | undefined {
  const named = schema === check ? ofChecks.get(key.toLowerCase()) : undefined
  return named ?? suggest(key, Object.keys(schema?.properties ?? {}))
}

/** Most unknown keys of an object that may be the missing one. */
const mostKeys = 10

/** True if a key is missing because it is misspelled, which is a mistake of its own. */
export function isMisspelled({ keyword, params, parentSchema, data }: ErrorObject): boolean {
  if (keyword !== 'required') return false
  const properties: object = parentSchema?.properties ?? {}
  const unknown = Object.keys(data as object).filter(key => !Object.hasOwn(properties, key))
  return unknown.slice(0, mostKeys).some(key => {
    const meant = meantKey(key, parentSchema)
    return meant === params.missingProperty || (params.missingProperty === 'message' && levels.has(meant))
  })
}

/** Members of a check that are its message too. */
export const levels: ReadonlySet<unknown> = new Set(['warning', 'skip'])
