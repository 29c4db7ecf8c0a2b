import type { Command } from '../command.ts'
import { ExitError, exit } from '../exit.ts'

export const test: Command = {
  name: 'test',
  takes: '[paths...]',
  summary: 'run mapping tests',
  flags: [
    { flag: '-t, --filter <text>', description: 'only tests whose name contains this string, or matches /this/' },
    { flag: '-u, --update', description: 'update the expectations of failing tests' },
    { flag: '--watch', description: 'run again whenever a file changes' },
    {
      flag: '--coverage',
      description: 'report triggers, fields, branches, functions and responses that no test exercises',
    },
    { flag: '--min <percent>', description: 'fail if coverage is lower', parse: percentage },
    {
      flag: '--reporter <name>',
      description: 'output format',
      choices: ['pretty', 'json', 'junit', 'github', 'tap'],
      preset: 'pretty',
    },
    { flag: '--coverage-lcov <file>', description: 'write coverage in lcov format' },
    { flag: '--changed', description: 'only tests of files that changed since the last commit' },
    { flag: '--bail', description: 'stop after the first failed test' },
    { flag: '--shuffle [seed]', description: 'run the tests in random order, repeatable by seed' },
    { flag: '--from <events>', description: 'write tests from a small, redacted set of events with the same coverage' },
    { flag: '--out <file>', description: 'with --from: the test file to write' },
  ],
  examples: [
    ['callmap test', 'all test files in this folder and below'],
    ['callmap test -d customerio', 'the tests of a bundled destination'],
    ['callmap test --coverage --min 80', 'fail below 80 % coverage'],
    ['callmap test -t "sends a purchase" -u', 'accept the current output of this test'],
    ['callmap test --from events.ndjson --out mappings/x.test.json', 'start from real events'],
  ],
  load: () => import('../commands/test.ts'),
}

function percentage(text: string): number {
  const number = Number(text)
  if (/^\d+(\.\d+)?$/.test(text) && number <= 100) return number
  throw new ExitError(exit.usage, { message: `--min takes a percentage from 0 to 100, not \`${text}\`` })
}
