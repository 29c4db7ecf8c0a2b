import { FindingKinds, warningsText } from '../../render/index.ts'
import { isTooDeep, type JsonObject } from '../../value/index.ts'
import type { Event } from '../../workspace/index.ts'
import type { GlobalFlags } from '../command.ts'
import { type Exit, ExitError, exit } from '../exit.ts'
import type { Session } from '../host.ts'
import { inTurns } from './inTurns.ts'
import { chooseExit, mostHeld, normalizeOptions, readCalls, refuseDepth } from './readCalls.ts'

/**
 * Reads the events of a file that a command looks at together, and reports its refused calls by kind. `result` is the exit
 * code of those.
 *
 * @throws ExitError if there is no event
 */
export async function readHeld(file: string, flags: Pick<GlobalFlags, 'now' | 'type'>, session: Session) {
  const held: Event[] = []
  const refused = new FindingKinds()
  let result: Exit = exit.fine
  for await (const read of inTurns(readCalls(session, [file], normalizeOptions(flags), mostHeld))) {
    const call = 'event' in read && isTooDeep(read.event as JsonObject) ? refuseDepth(read) : read
    if ('event' in call) held.push(call)
    else {
      refused.add({ ...call.refused, line: call.line })
      result = Math.max(result, chooseExit(call)) as Exit
    }
  }
  const { error, note, errorStyle } = session
  if (result !== exit.fine) error(`refused calls of \`${file}\`:\n${refused.render(errorStyle, errorStyle.red)}`)
  if (held.length === 0) throw new ExitError(result || exit.input, { message: `there is no event in \`${file}\`` })
  note(warningsText(held, errorStyle))
  return { events: held.map(({ event }) => event), result }
}
