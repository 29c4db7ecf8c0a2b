import type { GlobalFlags } from './command.ts'
import { readJson, statOf } from './files.ts'
import { globalFlags } from './flags.ts'
import { isObject } from './jsonc.ts'
import { exit, Stop } from './stop.ts'

const defaultFile = 'callmap.config.json'

/** The flags of every command that may be in the file, by their names there. */
const settable = new Map(
  globalFlags.flatMap(flag => {
    const name = /--(\w+) </.exec(flag.flag)?.[1]
    return name === undefined || name === 'config' ? [] : [[name, flag]]
  }),
)

/** The flags, with those that were not given taken from the project's config file. */
export function withConfig<F extends GlobalFlags>(flags: F): F {
  const file = flags.config ?? (statOf(defaultFile) ? defaultFile : undefined)
  if (file === undefined) return flags
  const { value: config } = readJson(file)
  const refuse = (message: string) => new Stop(exit.usage, { message: `\`${file}\`: ${message}` })
  if (!isObject(config)) throw refuse('expected an object')
  const values = Object.entries(config).map(([key, value]) => {
    const flag = settable.get(key)
    if (flag === undefined) throw refuse(`\`${key}\` is not one of ${[...settable.keys()].join(', ')}`)
    if (typeof value !== 'string') throw refuse(`\`${key}\` has to be a string`)
    return [key, flag.parse ? flag.parse(value, undefined) : value]
  })
  return { ...Object.fromEntries(values), ...flags }
}
