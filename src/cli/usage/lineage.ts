import type { Command } from '../command.ts'

export const lineage: Command = {
  name: 'lineage',
  takes: '',
  summary: 'show where each field of an event goes',
  flags: [
    { flag: '--from <path>', description: 'only flows from this path of the event' },
    { flag: '--to <field>', description: 'only flows to this action or field of an action' },
    { flag: '--pii', description: 'only fields that identify a person' },
    { flag: '--unused', description: 'fields of --events that nothing reads' },
    { flag: '--events <file>', description: 'real events, for --unused; - is stdin' },
    {
      flag: '--format <form>',
      description: 'output format',
      choices: ['table', 'json', 'mermaid', 'dot', 'openlineage'],
      preset: 'table',
    },
  ],
  examples: [
    ['callmap lineage', 'every used field of an event, with its targets'],
    ['callmap lineage --from traits.email', 'uses of a field'],
    ['callmap lineage --to trackEvent.name', 'sources of a field'],
    ['callmap lineage -d customerio --pii --format mermaid', 'a diagram of where personal data goes'],
    ['callmap lineage --unused --events events.ndjson', 'fields that are collected and never read'],
  ],
  load: () => import('../commands/lineage.ts'),
}
