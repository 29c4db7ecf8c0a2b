import { basename, dirname } from 'node:path'
import { minimalTests } from '../../authoring/index.ts'
import { printCount } from '../../text/index.ts'
import { loadDestinations } from '../../workspace/index.ts'
import { type GlobalFlags, toSelection } from '../command.ts'
import { type Exit, ExitError, exit } from '../exit.ts'
import type { Session } from '../host.ts'
import { readHeld } from '../stream/readHeld.ts'

interface FromFlags extends GlobalFlags {
  readonly out?: string
}

/** Writes a test file from real events. */
export async function testsFromEvents(from: string, flags: FromFlags, session: Session): Promise<Exit> {
  const { out } = flags
  if (out === undefined) throw new ExitError(exit.usage, { message: '--from needs --out, the test file to write' })
  if (session.files.stat(out)) throw new ExitError(exit.usage, { message: `the file \`${out}\` already exists` })
  const [loaded, ...others] = loadDestinations(session, toSelection(flags))
  if (loaded === undefined || others.length > 0) {
    const help = 'name one with -m or -d'
    throw new ExitError(exit.usage, { message: '--from needs one mappings file, and there are several', help })
  }
  const { events, result } = await readHeld(from, flags, session)
  const tests = minimalTests(events, loaded.destination)
  const beside = session.files.relative(dirname(out), loaded.file)
  const mappings = basename(out).replace(/\.test\.json$/, '.json') === beside ? {} : { mappings: beside }
  session.files.write(out, `${JSON.stringify({ ...mappings, tests }, null, 2)}\n`)
  const made = `${printCount(tests.length, 'test', 'tests')} of ${printCount(events.length, 'event', 'events')}`
  await session.print(`wrote ${out}   ${made}\n`)
  return result
}
