import type { Command } from '../command.ts'

/** A command as the help lists it. Its module is loaded when it is run. */
export interface CommandEntry {
  readonly name: string
  /** What it takes, as its usage shows it: `<event>` is required, `[files...]` are any number. */
  readonly takes: string
  readonly summary: string
  load(): Promise<Command>
}

export interface LoadedCommand extends CommandEntry, Command {}

export async function loadCommand(entry: CommandEntry): Promise<LoadedCommand> {
  return { ...entry, ...(await entry.load()) }
}

/** Every command, in the order in which the help lists them. */
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
    summary: 'what is wrong in mappings and definitions, and what is probably not meant',
    load: async () => (await import('./check.ts')).check,
  },
  {
    name: 'types',
    takes: '',
    summary: 'TypeScript types of payloads, and a schema for editors',
    load: async () => (await import('./types.ts')).types,
  },
  {
    name: 'preview',
    takes: '[events]',
    summary: 'what would be sent for events, and what would not',
    load: async () => (await import('./preview.ts')).preview,
  },
  {
    name: 'explain',
    takes: '<event> [subscription]',
    summary: 'why a subscription sends what it sends, or why it does not',
    load: async () => (await import('./explain.ts')).explain,
  },
  {
    name: 'test',
    takes: '[paths...]',
    summary: 'do the mappings make what their tests expect',
    load: async () => (await import('./test.ts')).test,
  },
  {
    name: 'diff',
    takes: '<old> <new>',
    summary: 'what a change of mappings changes in what is sent',
    load: async () => (await import('./diff.ts')).diff,
  },
  {
    name: 'lineage',
    takes: '',
    summary: 'where each field of an event goes',
    load: async () => (await import('./lineage.ts')).lineage,
  },
  {
    name: 'map',
    takes: '[files...]',
    summary: 'events in, actions out: a line of JSON for each',
    load: async () => (await import('./map.ts')).map,
  },
  {
    name: 'destinations',
    takes: '[slugs...]',
    summary: 'the destinations that come with callmap, and their actions',
    load: async () => (await import('./destinations.ts')).destinations,
  },
  {
    name: 'import',
    takes: '<format> <file>',
    summary: 'saved actions of Segment as mappings, and where they differ now',
    load: async () => (await import('./import.ts')).importSaved,
  },
  {
    name: 'completion',
    takes: '<shell>',
    summary: 'completion of commands and flags for bash, zsh, fish or PowerShell',
    load: async () => (await import('./completion.ts')).completion,
  },
  {
    name: 'help',
    takes: '<code>',
    summary: 'what a code of an error or warning means, and how to get rid of it',
    load: async () => (await import('./help.ts')).help,
  },
]
