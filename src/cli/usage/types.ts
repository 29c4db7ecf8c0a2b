import type { Command } from '../command.ts'

export const types: Command = {
  name: 'types',
  takes: '',
  summary: 'write TypeScript types of payloads, and a schema for editors',
  flags: [
    { flag: '-o, --out <file>', description: 'write the types to a file' },
    { flag: '--check', description: 'write nothing; exit with 1 if a file is out of date' },
    {
      flag: '--json-schema <file>',
      description: 'write a JSON Schema of mappings files, for editors',
    },
    { flag: '--list <destination>', description: 'list the actions and fields of a destination' },
  ],
  examples: [
    ['callmap types -o src/actions.gen.ts', 'payload types of this project'],
    ['callmap types -o src/actions.gen.ts --check', 'in CI: fail if the file is out of date'],
    ['callmap types --json-schema .callmap/mappings.schema.json', 'completion of names in editors'],
    ['callmap types --list customerio', 'actions of a destination'],
  ],
  load: () => import('../commands/types.ts'),
}
