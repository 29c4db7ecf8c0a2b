import { dirname, relative, resolve } from 'node:path'
import type { Code, Json, JsonObject } from '../index.ts'
import { bundledFile } from './bundled.ts'
import { type JsonFile, readJson } from './files.ts'
import { hideStrings, isObject, locate } from './jsonc.ts'
import { exit, Stop } from './stop.ts'

/** One use of a destination: a definition, with what a mappings file says of it. */
export interface Use {
  readonly definition: JsonFile
  readonly slug: string
  /** Absent where a definition is used on its own. */
  readonly mappings?: {
    readonly source: JsonFile
    readonly settings: Json | undefined
    readonly subscriptions: Json | undefined
    /** Codes of the lint that are off in this file, or have another level. */
    readonly rules: JsonObject
    /** Whether they name a destination that comes with callmap, and not a file. */
    readonly isBundled: boolean
  }
}

const keys = ['$schema', 'destination', 'settings', 'subscriptions', 'rules']

/** Reads a mappings file, or a definition in its place; or the text that is to be in it. */
export function readUse(file: string, text?: string): Use {
  const read = readJson(file, text)
  const { value } = read
  if (isObject(value) && Object.hasOwn(value, 'actions')) return { definition: read, slug: slugOf(read) }
  // Secrets do not belong into this file, but they are in some, and problems show its lines.
  const source = { ...read, text: hideStrings(read.text, '/settings') }
  const refuse = (code: Code, at: string, message: string, help?: string) => {
    const place = { ...source, ...locate(source.text, at, code === 'CM102' ? { marks: 'key' } : {}) }
    return new Stop(exit.definition, { code, message, place, help })
  }
  if (!isObject(value)) throw refuse('CM101', '', 'expected an object, with a `destination`')
  const { destination, settings, subscriptions, rules = {} } = value
  if (destination === undefined) {
    throw refuse(
      'CM103',
      '',
      'there is no `destination` here',
      'the slug of a destination, or the path of a definition',
    )
  }
  if (typeof destination !== 'string') throw refuse('CM101', '/destination', '`destination` has to be a string')
  if (!isObject(rules)) throw refuse('CM101', '/rules', '`rules` has to be an object')
  const unknown = Object.keys(value).find(key => !keys.includes(key))
  if (unknown !== undefined) {
    throw refuse(
      'CM102',
      `/${unknown}`,
      `\`${unknown}\` is not a key of a mappings file`,
      `there are ${keys.join(', ')}`,
    )
  }
  const isPath = /[\\/]|\.json$/.test(destination)
  const definition = readJson(isPath ? relative('', resolve(dirname(file), destination)) : bundledFile(destination))
  const mappings = { source, settings, subscriptions, rules, isBundled: !isPath }
  return { definition, slug: slugOf(definition), mappings }
}

function slugOf({ value }: JsonFile): string {
  return isObject(value) && typeof value.slug === 'string' ? value.slug : ''
}
