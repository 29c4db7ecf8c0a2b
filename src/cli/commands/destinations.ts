import { alignColumns, type Style } from '../../render/index.ts'
import { type CatalogueEntry, listCatalogue } from '../../workspace/index.ts'
import type { GlobalFlags } from '../command.ts'
import { type Exit, exit } from '../exit.ts'
import type { Session } from '../host.ts'

export async function run(slugs: readonly string[], flags: GlobalFlags, session: Session): Promise<Exit> {
  const wanted = [...slugs, ...(flags.destination ?? [])]
  const entries = listCatalogue(session.catalogue, wanted.length > 0 ? wanted : undefined)
  const text = entries.map(entry => entryText(entry, session.style)).join('\n')
  await session.print(flags.json ? `${JSON.stringify({ v: 1, destinations: entries }, null, 2)}\n` : text)
  session.note('\ntry one:  callmap preview event.json -d <slug>\n')
  return exit.fine
}

function entryText({ slug, name, description, requiredSettings, actions }: CatalogueEntry, style: Style): string {
  const needs = requiredSettings.length === 0 ? '' : style.dim(`   needs ${requiredSettings.join(', ')}`)
  const lines = alignColumns(actions.map(({ action, description: does }) => [style.cyan(action), does ?? '']))
  return `${style.bold(slug)}   ${name}${needs}\n  ${style.dim(description)}\n${lines.map(line => `  ${line}\n`).join('')}`
}
