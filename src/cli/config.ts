import type { JsonDocument } from '../document/index.ts'
import { suggestion } from '../text/index.ts'
import { isObject, type Json, pointer } from '../value/index.ts'
import { checkRule, type FileSystem, readJson, WorkspaceError } from '../workspace/index.ts'
import type { GlobalFlags } from './command.ts'
import { ExitError, exit } from './exit.ts'
import { globalFlags } from './flags.ts'

const defaultFile = 'callmap.config.json'

/** Config files as other tools have them. callmap runs no code to read its flags. */
const program = /\.[cm]?[jt]s$/
const programs = ['ts', 'mts', 'cts', 'js', 'mjs', 'cjs'].map(extension => `callmap.config.${extension}`)

/** Keys of a config file, with the parsers of their values: the global flags and `rules`. */
const settable = new Map<string, (value: Json) => unknown>(
  globalFlags.flatMap(({ flag, parse = text => text }) => {
    const [, name = '', takesText] = /--(\w+)( <|$)/.exec(flag) ?? []
    if (name === '' || name === 'config') return []
    return [[name, takesText ? (value: Json) => parse(expect(value, 'string') as string, undefined) : yesOrNo]]
  }),
)
settable.set('rules', rules)

/**
 * Adds flags from the config file of the project. Flags of the command line win.
 *
 * @throws ExitError if the file has mistakes
 */
export function withConfig<F extends GlobalFlags>(flags: F, files: FileSystem): F {
  const other = flags.config === undefined ? programs.find(name => files.stat(name)) : program.exec(flags.config)?.input
  if (other !== undefined) {
    const help = `write \`${defaultFile}\`, for example { "mappings": "mappings/**/*.json" }`
    throw new ExitError(exit.usage, { message: `\`${other}\` is not read: a config file is JSON`, help })
  }
  const file = flags.config ?? (files.stat(defaultFile) ? defaultFile : undefined)
  return file === undefined ? flags : { ...readValues(readJson(files, file, 'usage')), ...flags }
}

function readValues(document: JsonDocument): object {
  const { value: config } = document
  const refuse = (at: string, message: string, help?: string) => {
    const marks = help === undefined ? {} : ({ marks: 'key' } as const)
    return new ExitError(exit.usage, { message, help, place: document.locate(at, marks) })
  }
  if (!isObject(config)) throw refuse('', 'a config file is an object')
  const values = Object.entries(config).map(([key, value]) => {
    if (key === '$schema') return []
    const read = settable.get(key)
    const at = pointer('', key)
    const help = suggestion(key, settable.keys()) ?? `there are ${[...settable.keys()].join(', ')}`
    if (read === undefined) throw refuse(at, `\`${key}\` is not a key of a config file`, help)
    try {
      return [key, read(value!)]
    } catch (error) {
      if (!(error instanceof ExitError || error instanceof WorkspaceError)) throw error
      throw refuse(at, `\`${key}\`: ${error.message}`)
    }
  })
  return Object.fromEntries(values.filter(({ length }) => length > 0))
}

function expect(value: Json, type: 'string' | 'boolean'): Json {
  if (typeof value === type) return value
  throw new ExitError(exit.usage, { message: `expected a ${type}` })
}

function yesOrNo(value: Json): Json {
  return expect(value, 'boolean')
}

function rules(value: Json): Json {
  if (!isObject(value)) throw new ExitError(exit.usage, { message: 'expected an object of codes and levels' })
  for (const [code, level] of Object.entries(value)) checkRule(code, level)
  return value
}
