import type { Rules } from '../../destination/index.ts'
import { checkRule } from '../../workspace/index.ts'
import type { Command } from '../command.ts'
import { ExitError, exit } from '../exit.ts'
import { count } from '../flags.ts'

export const check: Command = {
  name: 'check',
  takes: '[paths...]',
  summary: 'find mistakes in mappings and definitions',
  flags: [
    {
      flag: '--format <form>',
      description: 'output format',
      choices: ['pretty', 'concise', 'json', 'github', 'sarif', 'junit'],
      preset: 'pretty',
    },
    {
      flag: '--fail-level <level>',
      description: 'lowest severity that makes the exit code 1',
      choices: ['error', 'warning', 'none'],
      preset: 'error',
    },
    {
      flag: '--rule <code=level>',
      description: 'set the level of a code: off, warning or error',
      parse: rule,
      isRepeated: true,
    },
    { flag: '--events <file>', description: 'check the mappings against real events' },
    { flag: '--fix', description: 'apply fixes that keep the meaning' },
    { flag: '--unsafe', description: 'with --fix: also apply fixes that guess the meaning' },
    { flag: '--watch', description: 'check again whenever a file changes' },
    { flag: '--max <n>', description: 'show at most n findings (default: 50)', parse: count('--max') },
    { flag: '--stdin-filename <file>', description: 'with `callmap check -`: the file name of stdin' },
  ],
  examples: [
    ['callmap check', 'all mappings of the project'],
    ['callmap check mappings/orders.json --fix', 'one file, with fixes'],
    ['callmap check destination.json --events events.ndjson', 'a definition, against real events'],
    ['callmap check --format github --fail-level warning', 'in CI: annotations in a pull request'],
    ['callmap check --rule CM801=off', 'without one rule; see `callmap help CM801`'],
  ],
  load: () => import('../commands/check.ts'),
}

function rule(text: string, before: unknown): Rules {
  const [code = '', level, ...rest] = text.split('=')
  if (level === undefined || rest.length > 0) {
    const help = 'for example --rule CM801=off; a level is off, warning or error'
    throw new ExitError(exit.usage, { message: `--rule takes a code and a level, not \`${text}\``, help })
  }
  checkRule(code, level)
  return { ...(before as Rules | undefined), [code]: level as Rules[string] }
}
