import { serve } from '../../languageServer/index.ts'
import { type Exit, exit } from '../exit.ts'
import type { Session } from '../host.ts'

export async function run(_: readonly string[], _flags: object, session: Session): Promise<Exit> {
  await serve(session)
  return exit.fine
}
