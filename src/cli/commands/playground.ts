import { existsSync, readFileSync } from 'node:fs'
import { openInBrowser, root } from '../../node/index.ts'
import { listCatalogue } from '../../workspace/index.ts'
import { type Exit, ExitError, exit } from '../exit.ts'
import type { Session } from '../host.ts'

interface PlaygroundFlags {
  readonly out: string
  readonly destinations?: string
  readonly open?: boolean
}

const page = new URL('dist/playground.html', root)
/** The element that names the destinations which the page offers; `null` for all. */
const all = '<script type="application/json" id="destinations">null<'

export async function run(_: readonly string[], flags: PlaygroundFlags, session: Session): Promise<Exit> {
  if (!existsSync(page)) {
    throw new ExitError(exit.usage, { message: 'this build has no playground', help: 'write it with `npm run build`' })
  }
  const slugs = flags.destinations?.split(',').flatMap(slug => slug.trim() || [])
  const chosen = slugs && listCatalogue(session.catalogue, slugs).map(({ slug }) => slug)
  const html = readFileSync(page, 'utf8')
  session.files.write(flags.out, chosen ? html.replace(all, all.replace('null', JSON.stringify(chosen))) : html)
  const count = chosen?.length ?? session.catalogue.slugs().length
  await session.print(`wrote ${flags.out}   ${count === 1 ? '1 destination' : `${count} destinations`}\n`)
  if (flags.open) openInBrowser(session.files.resolve(flags.out))
  else session.note('open it in a browser, or with --open\n')
  return exit.fine
}
