import type { Command } from '../command.ts'
import { count } from '../flags.ts'

export const deliver: Command = {
  name: 'deliver',
  takes: '[files...]',
  summary: 'send events to their destinations, for small jobs; asks first',
  flags: [
    { flag: '--subscription <name>', description: 'only this subscription' },
    { flag: '--secrets <from>', description: 'fill in secrets: env, or a file of NAME=value lines or JSON' },
    { flag: '--tokens <file>', description: 'read OAuth tokens from this JSON file, and store new ones in it' },
    {
      flag: '--max-age <seconds>',
      description: 'give up what is not settled after this time (default: 14400)',
      parse: count('--max-age'),
    },
    {
      flag: '--journal <file>',
      description: 'note in this file what is settled, and send nothing of it again when the command is repeated',
    },
    { flag: '--yes', description: 'send without asking' },
  ],
  examples: [
    ['callmap deliver events.ndjson -m shop.json --secrets env', 'show what would be sent, ask, and send it'],
    ['callmap deliver events.ndjson --secrets env --yes > left.ndjson', 'send, and keep what was not delivered'],
    ['callmap deliver left.ndjson --secrets env', 'try that again; nothing delivered is sent again'],
    ['callmap deliver events.ndjson --secrets env --journal sent.ndjson', 'the same command goes on after a kill'],
  ],
  load: () => import('../commands/deliver.ts'),
}
