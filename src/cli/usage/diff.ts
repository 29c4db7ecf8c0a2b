import type { Command } from '../command.ts'

export const diff: Command = {
  name: 'diff',
  takes: '<old> <new>',
  summary: 'show how a change of mappings changes what is sent',
  flags: [
    { flag: '--events <file>', description: 'events to replay: JSON or NDJSON, also gzipped; - is stdin' },
    { flag: '--exit-code', description: 'exit with 1 if there are differences' },
  ],
  examples: [
    ['callmap diff old.json new.json --events events.ndjson', 'all differences, grouped'],
    [
      'git show main:mappings/a.json > /tmp/a.json; callmap diff /tmp/a.json mappings/a.json --events e.ndjson',
      'review a branch',
    ],
    ["callmap diff 'old/*.json' 'new/*.json' --events e.ndjson --exit-code", 'in CI: fail if anything changes'],
  ],
  load: () => import('../commands/diff.ts'),
}
