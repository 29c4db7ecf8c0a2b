import type { Command } from '../command.ts'

export const outcomes: Command = {
  name: 'outcomes',
  takes: '[files...]',
  summary: 'read the outcome of each action from answers, one line of JSON each',
  flags: [
    {
      flag: '--secrets <from>',
      description: 'hide these secrets in messages: env, or a file of NAME=value lines or JSON',
    },
  ],
  examples: [
    ['callmap outcomes answers.ndjson', 'lines { "request": …, "response": { "status", "headers", "body" } }'],
    ['callmap outcomes -d customerio < answers.ndjson', 'answers to requests of a bundled destination'],
    ['callmap map events.ndjson --emit requests', 'requests as they are expected here'],
  ],
  load: () => import('../commands/outcomes.ts'),
}
