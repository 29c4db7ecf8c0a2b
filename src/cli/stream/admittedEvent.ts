import type { SourceEvent } from '../../event/index.ts'
import { warningsText } from '../../render/index.ts'
import type { Event } from '../../workspace/index.ts'
import type { GlobalFlags } from '../command.ts'
import { type Exit, ExitError, exit } from '../exit.ts'
import type { Session } from '../host.ts'
import { chooseExit, normalizeOptions, readCalls, refusalText } from './readCalls.ts'

/**
 * Finds the first event of a file that a trigger matches, otherwise the first event.
 *
 * @throws ExitError if the file has no events
 */
export async function admittedEvent(
  file: string,
  flags: Pick<GlobalFlags, 'now' | 'type'>,
  session: Session,
  admits?: (event: SourceEvent) => boolean,
): Promise<Event | Exit> {
  let first: Event | undefined
  let refused: Exit | undefined
  let count = 0
  for await (const calls of readCalls(session, [file], normalizeOptions(flags))) {
    for (const call of calls) {
      if ('refused' in call) {
        session.error(refusalText(call, session.errorStyle))
        refused ??= chooseExit(call)
        continue
      }
      first ??= call
      count++
      if (admits?.(call.event) === false) continue
      const which = admits ? 'the first event that the trigger matches' : 'the first event'
      if (calls.length > 1 || count > 1) session.note(`${place(file, call)} is ${which}\n`)
      session.note(warningsText([call], session.errorStyle))
      return call
    }
  }
  if (first !== undefined) {
    if (count > 1) session.note(`the trigger matches none of ${count} events; this explains ${place(file, first)}\n`)
    session.note(warningsText([first], session.errorStyle))
    return first
  }
  if (refused !== undefined) return refused
  throw new ExitError(exit.input, { message: `there is no event in \`${file}\`` })
}

function place(file: string, { line }: Event): string {
  return `line ${line}${file === '-' ? '' : ` of ${file}`}`
}
