import { basename, dirname } from 'node:path'
import { minimalTests } from '../../authoring/index.ts'
import type { SourceEvent } from '../../event/index.ts'
import { printCount } from '../../text/index.ts'
import type { JsonObject } from '../../value/index.ts'
import { isTooDeep } from '../../value/index.ts'
import { loadDestinations } from '../../workspace/index.ts'
import { type GlobalFlags, toSelection } from '../command.ts'
import { type Exit, ExitError, exit } from '../exit.ts'
import type { Session } from '../host.ts'
import { chooseExit, mostHeld, normalizeOptions, readCalls, refusalText, refuseDepth } from '../stream/readCalls.ts'

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
  const events: SourceEvent[] = []
  let result: Exit = exit.fine
  for await (const calls of readCalls(session, [from], normalizeOptions(flags), mostHeld)) {
    for (const read of calls) {
      const call = 'event' in read && isTooDeep(read.event as JsonObject) ? refuseDepth(read) : read
      if ('event' in call) events.push(call.event)
      else {
        session.error(refusalText(call, session.errorStyle))
        result = chooseExit(call)
      }
    }
  }
  const tests = minimalTests(events, loaded.destination)
  if (tests.length === 0) {
    if (result !== exit.fine) return result
    throw new ExitError(exit.input, { message: `there is no event in \`${from}\`` })
  }
  const beside = session.files.relative(dirname(out), loaded.file)
  const mappings = basename(out).replace(/\.test\.json$/, '.json') === beside ? {} : { mappings: beside }
  session.files.write(out, `${JSON.stringify({ ...mappings, tests }, null, 2)}\n`)
  const made = `${printCount(tests.length, 'test', 'tests')} of ${printCount(events.length, 'event', 'events')}`
  await session.print(`wrote ${out}   ${made}\n`)
  return result
}
