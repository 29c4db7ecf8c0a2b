import process from 'node:process'
import { serve } from '../../languageServer/index.ts'
import { exit } from '../exit.ts'
import type { Session } from '../host.ts'

export async function run(_: readonly string[], _flags: object, session: Session): Promise<never> {
  await serve(session)
  // Half a message, unanswered ones and the watch on the client would go on, or fail, after stdin has ended.
  process.exit(exit.fine)
}
