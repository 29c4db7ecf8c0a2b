import { readStream } from '../../node/index.ts'
import { importNotesText, importText } from '../../render/index.ts'
import { own } from '../../value/index.ts'
import { imports, parseJson } from '../../workspace/index.ts'
import type { GlobalFlags } from '../command.ts'
import { type Exit, ExitError, exit } from '../exit.ts'
import type { Session } from '../host.ts'

interface ImportFlags extends GlobalFlags {
  readonly out?: string
  readonly force?: boolean
}

export async function run(
  [format = '', file = '']: readonly string[],
  flags: ImportFlags,
  session: Session,
): Promise<Exit> {
  const importFormat = own(imports, format)
  if (importFormat === undefined) {
    const help = `it imports ${Object.keys(imports).join(' and ')}`
    throw new ExitError(exit.usage, { message: `callmap cannot import \`${format}\``, help })
  }
  const [destination, ...others] = flags.destination ?? []
  if (others.length > 0) throw new ExitError(exit.usage, { message: 'saved actions are imported for one destination' })
  const text = file === '-' ? await readStream(session.stdin, '-') : session.files.read(file)
  const { value } = parseJson({ file, text }, 'input')
  const made = importFormat({ file, value, destination, out: flags.out }, session)
  const { out, written, count, refused, notes, findings, problems, isComplete } = made
  if (!flags.force && session.files.stat(out)) {
    const help = 'overwrite it with --force'
    throw new ExitError(exit.usage, { message: `the file \`${out}\` already exists`, help })
  }
  session.files.write(out, `${JSON.stringify(written, null, 2)}\n`)
  if (flags.json) {
    await session.print(`${JSON.stringify({ v: 1, out, refused, notes, actions: findings, problems }, null, 2)}\n`)
  } else {
    if (notes) session.note(importNotesText(notes, session.errorStyle))
    const rejected = (refused ?? []).map(({ at, message }) => ({ name: `${file}${at}`, trigger: '', problem: message }))
    await session.print(importText(out, count, [...rejected, ...findings], problems, session.style))
  }
  return isComplete ? exit.fine : exit.no
}
