import type { Command } from '../command.ts'

export const importSaved: Command = {
  name: 'import',
  takes: '<format> <file>',
  summary: 'convert saved Segment actions, or a whole destination, and show where results differ',
  flags: [
    { flag: '-o, --out <file>', description: 'the file to write (default: mappings/<destination>.json)' },
    { flag: '--force', description: 'overwrite an existing file' },
  ],
  examples: [
    ['callmap import segment saved.json -d customerio', 'subscriptions for a bundled destination'],
    ['callmap import segment saved.json --out my-api.json', 'a definition, where fields are saved too'],
    [
      'callmap import segment-metadata mine.json -o destination.json',
      'a definition without requests, from JSON.stringify(destination)',
    ],
    ['node print.js | callmap import segment-metadata -', 'the same from a pipe'],
  ],
  offers: () => ['segment', 'segment-metadata'],
  load: () => import('../commands/import.ts'),
}
