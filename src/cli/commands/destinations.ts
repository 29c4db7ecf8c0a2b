import { catalogueText, entryText } from '../../render/index.ts'
import {
  type CatalogueEntry,
  type CatalogueMatch,
  listCatalogue,
  searchCatalogue,
  splitWords,
  suggestSearch,
} from '../../workspace/index.ts'
import type { GlobalFlags } from '../command.ts'
import { type Exit, ExitError, exit } from '../exit.ts'
import type { Session } from '../host.ts'

interface DestinationsFlags extends GlobalFlags {
  readonly search?: string
}

export async function run(slugs: readonly string[], flags: DestinationsFlags, session: Session): Promise<Exit> {
  const { destination = [], search, json = false } = flags
  const wanted = [...slugs, ...destination]
  const entries = listCatalogue(session.catalogue, wanted.length > 0 ? wanted : undefined)
  if (search === undefined && wanted.length > 0) {
    await session.print(json ? entriesJson(entries) : entries.map(one => entryText(one, session.style)).join('\n'))
    session.note('\ntry one:  callmap preview event.json -d <slug>\n')
    return exit.fine
  }
  const found = search === undefined ? entries.map(entry => ({ entry, actions: [] })) : find(entries, search)
  await session.print(json ? entriesJson(found.map(({ entry }) => entry)) : catalogueText(found, session.style))
  session.note('\nall actions of one:  callmap destinations <slug>\n')
  return exit.fine
}

/** @throws ExitError if nothing is found */
function find(entries: readonly CatalogueEntry[], search: string): readonly CatalogueMatch[] {
  if (splitWords(search).length === 0) {
    const help = 'for example --search email'
    throw new ExitError(exit.usage, { message: `--search takes words, not \`${search}\``, help })
  }
  const found = searchCatalogue(entries, search)
  if (found.length > 0) return found
  const near = suggestSearch(entries, search)
  const help =
    near === undefined
      ? '`callmap destinations` lists all; `webhook` sends to any HTTPS endpoint'
      : `did you mean \`${near}\`?`
  throw new ExitError(exit.no, {
    message: `no destination has \`${search}\` in its name, description or actions`,
    help,
  })
}

function entriesJson(entries: readonly CatalogueEntry[]): string {
  return `${JSON.stringify({ v: 1, destinations: entries }, null, 2)}\n`
}
