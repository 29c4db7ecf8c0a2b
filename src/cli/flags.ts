import { callSchemas, normalize } from '../event/index.ts'
import type { Flag } from './command.ts'
import { ExitError, exit } from './exit.ts'

const callTypes = Object.keys(callSchemas)

export const globalFlags: readonly Flag[] = [
  { flag: '-m, --mappings <glob>', description: 'mappings files, or definitions (default: mappings/**/*.json)' },
  {
    flag: '-d, --destination <slugs>',
    description: 'only these destinations; bundled ones need no file',
    offers: catalogue => catalogue.slugs(),
    parse: list,
    isRepeated: true,
  },
  {
    flag: '--config <file>',
    description: 'JSON file with default flags and "rules" (default: callmap.config.json)',
  },
  { flag: '--json', description: 'write JSON' },
  { flag: '--no-color', description: 'no colours (also: NO_COLOR=1)' },
  { flag: '-q, --quiet', description: 'write results and errors only' },
  { flag: '--now <time>', description: 'when the events were received, ISO 8601 or Unix', parse: isoTime },
  { flag: '--type <call>', description: 'call type of events without one', choices: callTypes },
]

/** Parses a list with commas, which continues an earlier one. */
export function list(text: string, before: unknown): string[] {
  const earlier = Array.isArray(before) ? before : []
  return [...earlier, ...text.split(',').flatMap(part => part.trim() || [])]
}

function isoTime(text: string): string {
  const [event] = normalize({ type: 'page', anonymousId: 'a', timestamp: text }).events
  if (event?.timestamp !== undefined) return event.timestamp
  const message = `--now takes a time in ISO 8601 or Unix time, not \`${text}\``
  throw new ExitError(exit.usage, { message, help: 'for example --now 2026-03-01T10:00:00Z' })
}

/** Parses the whole number of at least 1 that a flag takes. */
export function count(flag: string): (text: string) => number {
  return text => {
    if (/^[1-9]\d{0,14}$/.test(text)) return Number(text)
    throw new ExitError(exit.usage, { message: `${flag} takes a whole number of at least 1, not \`${text}\`` })
  }
}

/** Parses one of the values that a flag takes. */
export function choice(flag: string, choices: readonly string[]): (text: string) => string {
  return text => {
    if (choices.includes(text)) return text
    const help = `there are ${choices.join(', ')}`
    throw new ExitError(exit.usage, { message: `${flag} does not take \`${text}\``, help })
  }
}
