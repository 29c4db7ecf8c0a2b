import type { Command } from '../command.ts'

export const destinations: Command = {
  name: 'destinations',
  takes: '[slugs...]',
  summary: 'list the bundled destinations and their actions',
  flags: [],
  offers: catalogue => catalogue.slugs(),
  examples: [
    ['callmap destinations', 'all bundled destinations'],
    ['callmap destinations slack --json', 'one destination, with the triggers of its default subscriptions'],
  ],
  load: () => import('../commands/destinations.ts'),
}
