import type { Command } from '../command.ts'
import { ExitError, exit } from '../exit.ts'
import { count } from '../flags.ts'

export const map: Command = {
  name: 'map',
  takes: '[files...]',
  summary: 'map events to actions or requests, one line of JSON each',
  flags: [
    { flag: '--subscription <name>', description: 'only this subscription' },
    {
      flag: '--emit <form>',
      description: 'content of each line',
      choices: ['envelopes', 'payloads', 'requests', 'curl'],
    },
    {
      flag: '--batch <n>',
      description: 'batch the requests of each n events, as in production (with --emit requests or curl)',
      parse: count('--batch'),
    },
    {
      flag: '--only <status>',
      description: 'only lines of this status (with --emit envelopes)',
      choices: ['ok', 'skipped', 'errors'],
    },
    {
      flag: '--include <status>',
      description: 'also write subscriptions that send nothing, with reasons (with --emit envelopes)',
      choices: ['skipped'],
    },
    {
      flag: '--on-error <do>',
      description: 'keep failures and exit with 1, drop them, or stop at the first',
      choices: ['keep', 'skip', 'fail'],
      preset: 'keep',
    },
    { flag: '--secrets <from>', description: 'fill in secrets: env, or a file of NAME=value lines or JSON' },
    { flag: '--limit <n>', description: 'stop after n events', parse: count('--limit') },
    { flag: '--every <n>', description: 'map only the first of every n events', parse: count('--every') },
    { flag: '--jobs <n>', description: 'number of workers; the output stays the same', parse: jobCount },
  ],
  examples: [
    ['cat events.ndjson | callmap map > actions.ndjson', 'actions with their requests'],
    ['callmap map events.ndjson.gz -d mixpanel --emit requests', 'requests for a bundled destination'],
    ['callmap map events.ndjson --only skipped', 'subscriptions that send nothing, with reasons'],
    ['callmap map events.ndjson --batch 1000', 'batched requests, in a safe sending order'],
    ['callmap map events.ndjson --jobs 4 > actions.ndjson', 'a large file, with four workers'],
    ['callmap map events.ndjson --every 1000 --emit curl', 'a sample to try by hand'],
  ],
  load: () => import('../commands/map.ts'),
}

/** A larger number is most likely a typo. */
const mostJobs = 64

function jobCount(text: string): number {
  const jobs = count('--jobs')(text)
  if (jobs <= mostJobs) return jobs
  throw new ExitError(exit.usage, { message: `--jobs takes a number from 1 to ${mostJobs}, not \`${text}\`` })
}
