import { mappingsKeys } from '../destination/index.ts'
import { suggest } from '../text/index.ts'
import { isObject, type Json } from '../value/index.ts'
import { isTestFile } from './findFiles.ts'

/** A kind of file that callmap reads. */
export type FileKind = 'mappings' | 'definition' | 'tests'

/** Keys by which mappings files and definitions are recognized. */
const telling = [...mappingsKeys, 'slug', 'actions']

/** Names of definitions. */
const definitionName = /(?:^|[\\/])(?:destination|destinations[\\/][^\\/]+)\.json$/

/** Recognizes a file by its keys, or by its name if it has none. Other files, such as events, have no kind. */
export function recognizeFile(file: string, value: Json | undefined): FileKind | undefined {
  if (isTestFile(file) || (isObject(value) && Array.isArray(value.tests))) return 'tests'
  if (isDefinition(file, value)) return 'definition'
  return value === undefined || (isObject(value) && (isEmpty(value) || isTelling(Object.keys(value))))
    ? 'mappings'
    : undefined
}

/** True for keys of which one is a key of mappings files or definitions, or a likely typo of one. */
export function isTelling(keys: readonly string[]): boolean {
  return keys.some(key => telling.includes(key) || suggest(key, telling) !== undefined)
}

/** True for a file with a key of definitions, and for one without keys that has the name of one. */
export function isDefinition(file: string, value: Json | undefined): boolean {
  if (!isObject(value) || isEmpty(value)) return definitionName.test(file)
  return Object.hasOwn(value, 'actions') || (Object.hasOwn(value, 'slug') && !Object.hasOwn(value, 'destination'))
}

function isEmpty(value: object): boolean {
  return Object.keys(value).length === 0
}
