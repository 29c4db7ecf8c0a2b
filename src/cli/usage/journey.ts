import type { Command } from '../command.ts'

export const journey: Command = {
  name: 'journey',
  takes: '<events>',
  summary: 'show on which profile each event ends up',
  flags: [
    { flag: '--shuffle', description: 'play other orders too, and show two that differ' },
    { flag: '--gap <time>', description: 'time between calls, such as 10s or 6m (default: their own times)' },
  ],
  examples: [
    ['callmap journey events.ndjson -d customerio,mixpanel', 'who each event ends up as, and what ties'],
    ['callmap journey events.ndjson --gap 6m', 'the same, with six minutes between calls'],
    ['callmap journey events.ndjson --shuffle', 'all orders of up to 8 calls, or a sample'],
  ],
  load: () => import('../commands/journey.ts'),
}
