import type { Command } from '../command.ts'

export const preview: Command = {
  name: 'preview',
  takes: '[events]',
  summary: 'show what would be sent, and what would not',
  flags: [
    { flag: '--subscription <name>', description: 'only this subscription' },
    { flag: '--batch', description: 'batch the requests of all events, as in production' },
    { flag: '--curl', description: 'show requests as curl commands' },
    { flag: '--absent', description: 'list optional fields without a value' },
    { flag: '--all', description: 'list subscriptions that did not match' },
    {
      flag: '--sample <event>',
      description: 'use a made-up event of this name or call type, with the fields that mappings read',
    },
    { flag: '--diff <mappings>', description: 'also show differences to these mappings' },
    {
      flag: '--answer <answer>',
      description: 'show what this answer would mean: a status, or a file with one answer or a list, one per request',
    },
    { flag: '--watch', description: 'repeat whenever a file changes' },
  ],
  examples: [
    ['callmap preview event.json', 'all requests that this event would send'],
    ['callmap preview event.json -d customerio', 'with a bundled destination'],
    ['callmap preview --sample "Order Completed"', 'without an event at hand; also --sample identify'],
    ['callmap preview event.json --subscription orders --curl', 'one subscription, as a curl command'],
    ['callmap preview event.json --diff new/customerio.json', 'before and after a change'],
    ['callmap preview events.ndjson --batch', 'batches, in the order of sending'],
    ['callmap preview event.json --answer 429', 'what happens next: sent again, split, rejected'],
    ['tail -n 1 events.ndjson | callmap preview -', 'the last event of a log'],
  ],
  load: () => import('../commands/preview.ts'),
}
