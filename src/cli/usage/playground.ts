import type { Command } from '../command.ts'

export const playground: Command = {
  name: 'playground',
  takes: '',
  summary: 'write a page to try mappings in, which works without a server',
  isAlone: true,
  flags: [
    { flag: '-o, --out <file>', description: 'the page', preset: 'playground.html' },
    {
      flag: '--destinations <slugs>',
      description: 'offer only these bundled destinations',
      offers: catalogue => catalogue.slugs(),
    },
    { flag: '--open', description: 'open it in the browser' },
  ],
  examples: [
    ['callmap playground --open', 'a page with all bundled destinations'],
    ['callmap playground -o shop.html --destinations customerio,mixpanel', 'a page with two of them'],
  ],
  load: () => import('../commands/playground.ts'),
}
