import type { Command } from '../command.ts'

export const help: Command = {
  name: 'help',
  takes: '<topic>',
  summary: 'explain a topic, a directive, a function or a code',
  flags: [],
  isAlone: true,
  offers: async () => (await import('../commands/help.ts')).listTopics(),
  examples: [
    ['callmap help triggers', 'a page: also mappings, tests, batches, definition, output, config'],
    ['callmap help matchers', 'the matchers of test files'],
    ['callmap help roots', 'the roots that each mapping of a definition may read'],
    ['callmap help @path', 'one directive, with examples'],
    ["callmap help '$hash'", 'one function for expressions'],
    ['callmap help CM301', 'one code, also by name: unknown-event-path'],
  ],
  load: () => import('../commands/help.ts'),
}
