import type { Command } from '../command.ts'

export const importSaved: Command = {
  name: 'import',
  takes: '<format> <file>',
  summary: 'convert saved Segment actions to mappings, and show where results differ',
  flags: [
    { flag: '--out <file>', description: 'the file to write (default: mappings/<destination>.json)' },
    { flag: '--force', description: 'overwrite an existing file' },
  ],
  examples: [
    ['callmap import segment saved.json -d customerio', 'subscriptions for a bundled destination'],
    ['callmap import segment saved.json --out my-api.json', 'a definition, where fields are saved too'],
  ],
  offers: () => ['segment'],
  load: () => import('../commands/import.ts'),
}
