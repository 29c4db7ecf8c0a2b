import type { Command } from '../command.ts'

/** A command in the list of `--help`. Its module is loaded when it runs. */
export interface CommandEntry {
  readonly name: string
  /** Arguments, as in usage: `<event>` is required, `[files...]` is any number. */
  readonly takes: string
  readonly summary: string
  load(): Promise<Command>
}

export interface LoadedCommand extends CommandEntry, Command {}

export async function loadCommand(entry: CommandEntry): Promise<LoadedCommand> {
  return { ...entry, ...(await entry.load()) }
}

/** Commands, in the order of `--help`. */
export const commands: readonly CommandEntry[] = [
  {
    name: 'init',
    takes: '',
    summary: 'start a mappings file, with a test, from real events',
    load: async () => (await import('./init.ts')).init,
  },
  {
    name: 'check',
    takes: '[paths...]',
    summary: 'find mistakes in mappings and definitions',
    load: async () => (await import('./check.ts')).check,
  },
  {
    name: 'types',
    takes: '',
    summary: 'write TypeScript types of payloads, and a schema for editors',
    load: async () => (await import('./types.ts')).types,
  },
  {
    name: 'preview',
    takes: '[events]',
    summary: 'show what would be sent, and what would not',
    load: async () => (await import('./preview.ts')).preview,
  },
  {
    name: 'explain',
    takes: '<event> [subscription]',
    summary: 'show why a subscription sends something, or nothing',
    load: async () => (await import('./explain.ts')).explain,
  },
  {
    name: 'test',
    takes: '[paths...]',
    summary: 'run mapping tests',
    load: async () => (await import('./test.ts')).test,
  },
  {
    name: 'diff',
    takes: '<old> <new>',
    summary: 'show how a change of mappings changes what is sent',
    load: async () => (await import('./diff.ts')).diff,
  },
  {
    name: 'lineage',
    takes: '',
    summary: 'show where each field of an event goes',
    load: async () => (await import('./lineage.ts')).lineage,
  },
  {
    name: 'map',
    takes: '[files...]',
    summary: 'map events to actions or requests, one line of JSON each',
    load: async () => (await import('./map.ts')).map,
  },
  {
    name: 'outcomes',
    takes: '[files...]',
    summary: 'read the outcome of each action from answers, one line of JSON each',
    load: async () => (await import('./outcomes.ts')).outcomes,
  },
  {
    name: 'build',
    takes: '[paths...]',
    summary: 'write modules that run without eval',
    load: async () => (await import('./build.ts')).build,
  },
  {
    name: 'destinations',
    takes: '[slugs...]',
    summary: 'list the bundled destinations and their actions',
    load: async () => (await import('./destinations.ts')).destinations,
  },
  {
    name: 'import',
    takes: '<format> <file>',
    summary: 'convert saved Segment actions to mappings, and show where results differ',
    load: async () => (await import('./import.ts')).importSaved,
  },
  {
    name: 'completion',
    takes: '<shell>',
    summary: 'print shell completion for bash, zsh, fish or PowerShell',
    load: async () => (await import('./completion.ts')).completion,
  },
  {
    name: 'help',
    takes: '<topic>',
    summary: 'explain a topic, a directive, a function or a code',
    load: async () => (await import('./help.ts')).help,
  },
]
