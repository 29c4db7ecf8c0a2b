import { basename, dirname, relative } from 'node:path'
import { minimalTests } from '../../authoring/index.ts'
import type { SourceEvent } from '../../event/index.ts'
import type { Terminal } from '../../node/index.ts'
import { counted } from '../../text/index.ts'
import type { JsonObject } from '../../value/index.ts'
import { isTooDeep } from '../../value/index.ts'
import { type Exit, exit, loadDestinations, Stop, statOf, writeText } from '../../workspace/index.ts'
import type { GlobalFlags } from '../command.ts'
import { exitOf, normalizeOptions, readCalls, refusalText, tooDeep } from '../stream/readCalls.ts'

interface FromFlags extends GlobalFlags {
  readonly out?: string
}

/** Writes a file of tests that are made of real events. */
export async function testsFromEvents(from: string, flags: FromFlags, terminal: Terminal): Promise<Exit> {
  const { out } = flags
  if (out === undefined) throw new Stop(exit.usage, { message: '--from needs --out: the file of tests to write' })
  if (statOf(out)) throw new Stop(exit.usage, { message: `there is a file \`${out}\` already` })
  const [loaded, ...others] = loadDestinations(flags)
  if (loaded === undefined || others.length > 0) {
    const help = 'name one with -m or -d'
    throw new Stop(exit.usage, { message: 'tests are made of one mappings file, and there are several', help })
  }
  const events: SourceEvent[] = []
  let result: Exit = exit.fine
  for await (const calls of readCalls([from], normalizeOptions(flags))) {
    for (const read of calls) {
      const call = 'event' in read && isTooDeep(read.event as JsonObject) ? tooDeep(read) : read
      if ('event' in call) events.push(call.event)
      else {
        terminal.error(refusalText(call, terminal.errorStyle))
        result = exitOf(call)
      }
    }
  }
  const tests = minimalTests(events, loaded.destination)
  if (tests.length === 0) {
    if (result !== exit.fine) return result
    throw new Stop(exit.input, { message: `there is no event in \`${from}\`` })
  }
  const beside = relative(dirname(out), loaded.file)
  const mappings = basename(out).replace(/\.test\.json$/, '.json') === beside ? {} : { mappings: beside }
  writeText(out, `${JSON.stringify({ ...mappings, tests }, null, 2)}\n`)
  const made = `${counted(tests.length, 'test', 'tests')} of ${counted(events.length, 'event', 'events')}`
  await terminal.print(`wrote ${out}   ${made}\n`)
  return result
}
