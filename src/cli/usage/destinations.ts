import type { Command } from '../command.ts'

export const destinations: Command = {
  name: 'destinations',
  takes: '[slugs...]',
  summary: 'list the bundled destinations, or the actions of some',
  flags: [
    {
      flag: '--search <words>',
      description: 'only destinations that have these words in their name, description or actions',
    },
  ],
  offers: catalogue => catalogue.slugs(),
  examples: [
    ['callmap destinations', 'all bundled destinations, by kind'],
    ['callmap destinations --search email', 'those that can do something with email'],
    ['callmap destinations slack', 'the actions of one destination'],
    ['callmap destinations slack --json', 'one destination, with the triggers of its default subscriptions'],
  ],
  load: () => import('../commands/destinations.ts'),
}
