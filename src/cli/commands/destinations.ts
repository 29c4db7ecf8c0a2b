import type { Terminal } from '../../node/index.ts'
import { bundledSlugs } from '../../node/index.ts'
import type { Style } from '../../render/index.ts'
import { type CatalogueEntry, catalogue, type Exit, exit } from '../../workspace/index.ts'
import type { Command, GlobalFlags } from '../command.ts'

export const destinations: Command = {
  name: 'destinations',
  takes: '[slugs...]',
  summary: 'list the bundled destinations and their actions',
  flags: [],
  offers: bundledSlugs,
  examples: [
    ['callmap destinations', 'all of them'],
    ['callmap destinations slack --json', 'one of them, with the triggers of its own subscriptions'],
  ],
  run,
}

async function run(slugs: readonly string[], flags: GlobalFlags, terminal: Terminal): Promise<Exit> {
  const wanted = [...slugs, ...(flags.destination ?? [])]
  const entries = wanted.length > 0 ? catalogue(wanted) : catalogue()
  const text = entries.map(entry => entryText(entry, terminal.style)).join('\n')
  await terminal.print(flags.json ? `${JSON.stringify({ v: 1, destinations: entries }, null, 2)}\n` : text)
  terminal.note('\ntry one:  callmap preview event.json -d <slug>\n')
  return exit.fine
}

function entryText({ slug, name, description, requiredSettings, actions }: CatalogueEntry, style: Style): string {
  const width = Math.max(...actions.map(({ action }) => action.length))
  const needs = requiredSettings.length === 0 ? '' : style.dim(`   needs ${requiredSettings.join(', ')}`)
  const lines = actions.map(({ action, description: does }) => `  ${style.cyan(action.padEnd(width))}   ${does}\n`)
  return `${style.bold(slug)}   ${name}${needs}\n  ${style.dim(description)}\n${lines.join('')}`
}
