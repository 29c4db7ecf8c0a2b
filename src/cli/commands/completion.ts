import { type CompletedFlag, type CompletedTopic, completions } from '../../render/index.ts'
import type { Catalogue } from '../../workspace/index.ts'
import type { Command, Flag } from '../command.ts'
import { type Exit, ExitError, exit } from '../exit.ts'
import { globalFlags } from '../flags.ts'
import type { Session } from '../host.ts'
import { commands } from '../usage/index.ts'

export async function run([shell = '']: readonly string[], _flags: object, session: Session): Promise<Exit> {
  const script = completions.get(shell)
  if (script === undefined) {
    const help = `there are ${[...completions.keys()].join(', ')}`
    throw new ExitError(exit.usage, { message: `there is no completion for \`${shell}\``, help })
  }
  await session.print(script(await Promise.all(commands.map(command => describeTopic(command, session.catalogue)))))
  return exit.fine
}

function listFlags(flags: readonly Flag[], catalogue: Catalogue): CompletedFlag[] {
  return flags.map(({ flag, description, offers, choices = offers?.(catalogue) ?? [] }) => {
    const [, short, long = ''] = /^(?:-(\w), )?--([\w-]+)/.exec(flag)!
    return { long, short, takesValue: flag.includes('<'), description, choices }
  })
}

async function describeTopic(
  { name, summary, flags, offers, isAlone = false }: Command,
  catalogue: Catalogue,
): Promise<CompletedTopic> {
  const words = listFlags(isAlone ? flags : [...flags, ...globalFlags], catalogue)
  return { name, summary, words, takes: (await offers?.(catalogue)) ?? [] }
}
