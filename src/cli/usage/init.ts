import type { Command } from '../command.ts'

export const init: Command = {
  name: 'init',
  takes: '',
  summary: 'start a mappings file, with a test, from real events',
  flags: [
    { flag: '--from-event <file>', description: 'example events; - is stdin' },
    { flag: '--out <folder>', description: 'output folder (default: mappings)' },
    { flag: '--force', description: 'overwrite existing files' },
    { flag: '--no-input', description: 'never ask; the default without a terminal' },
  ],
  examples: [
    ['callmap init', 'ask for everything'],
    ['callmap init -d customerio --from-event event.json', 'mappings/customerio.json and its test'],
    ['callmap init -d ./my-api.json --from-event events.ndjson', 'for your own definition'],
  ],
  load: () => import('../commands/init.ts'),
}
