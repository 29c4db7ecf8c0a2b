import type { Rules } from '../../destination/index.ts'
import { readStream } from '../../node/index.ts'
import { checkSummary, formats } from '../../render/index.ts'
import { printCount } from '../../text/index.ts'
import type { Checked, LocatedDiagnostic } from '../../workspace/index.ts'
import {
  applyFixes,
  type CheckOptions,
  checkFile,
  definitionFiles,
  mappingsNamed,
  uniqueDiagnostics,
} from '../../workspace/index.ts'
import { type GlobalFlags, toSelection } from '../command.ts'
import { type Exit, ExitError, exit } from '../exit.ts'
import type { Session } from '../host.ts'
import { inTurns } from '../stream/inTurns.ts'
import { readHeld } from '../stream/readHeld.ts'
import { runOnChange } from '../watch.ts'

interface CheckFlags extends GlobalFlags {
  readonly format: string
  readonly failLevel: 'error' | 'warning' | 'none'
  readonly rule?: Rules
  readonly events?: string
  readonly fix?: boolean
  readonly unsafe?: boolean
  readonly max?: number
  readonly stdinFilename?: string
  readonly watch?: boolean
}

export async function run(paths: readonly string[], flags: CheckFlags, session: Session): Promise<Exit> {
  const check = () => runOnce(paths, flags, session)
  return flags.watch ? runOnChange(check, paths, session) : check()
}

async function runOnce(paths: readonly string[], flags: CheckFlags, session: Session): Promise<Exit> {
  const isStdin = paths.includes('-')
  if (isStdin && (paths.length > 1 || flags.fix || flags.watch || flags.events === '-')) {
    const help = 'callmap check - --stdin-filename mappings/orders.json < text'
    throw new ExitError(exit.usage, {
      message: '`-` cannot be combined with other files, --fix, --watch or --events -',
      help,
    })
  }
  const listNamed = () =>
    paths.length > 0
      ? [...new Set(paths.flatMap(path => mappingsNamed(session, path)))]
      : definitionFiles(session, toSelection(flags))
  const files = isStdin ? [flags.stdinFilename ?? 'stdin.json'] : listNamed()
  const text = isStdin ? { text: await readStream(session.stdin, '-') } : {}
  const { events, result } =
    flags.events === undefined ? { events: [], result: exit.fine } : await readHeld(flags.events, flags, session)
  const options = { defaultRules: flags.rules, rules: flags.rule ?? {}, events, ...text }
  const { checked, fixed } = await checkAndFix(session, files, options, flags)
  const problems = uniqueDiagnostics(checked)
  const format = formats.get(flags.json ? 'json' : flags.format)!
  const shown = format.isForPeople ? problems.slice(0, flags.max ?? 50) : problems
  await session.print(format.render(shown, session.style, files))
  if (format.isForPeople) {
    const hidden = problems.length - shown.length
    const more = hidden > 0 ? `… and ${printCount(hidden, 'finding', 'findings')} more: --max ${problems.length}\n` : ''
    const repaired = fixed > 0 ? `${printCount(fixed, 'finding', 'findings')} fixed.\n` : ''
    await session.print(more + repaired + checkSummary({ checked, problems, files }, session.style))
  }
  const failing = problems.filter(problem => fails(problem, flags.failLevel))
  return failing.length > 0 ? (Math.max(result, exit.no) as Exit) : result
}

function fails({ severity = 'error' }: LocatedDiagnostic, level: CheckFlags['failLevel']): boolean {
  return level !== 'none' && (severity === 'error' || level === 'warning')
}

/** A fix may uncover another mistake. No file needs more rounds than this. */
const maxRounds = 10

async function checkAndFix(
  session: Session,
  files: readonly string[],
  options: CheckOptions,
  { fix = false, unsafe = false }: CheckFlags,
) {
  let checked = await checkAll(session, files, options)
  let fixed = 0
  for (let round = 0; fix && round < maxRounds; round++) {
    const { files: changed, count } = applyFixes(session.files, uniqueDiagnostics(checked), { files, unsafe })
    if (count === 0) break
    for (const { file, text } of changed) session.files.write(file, text)
    fixed += count
    checked = await checkAll(session, files, options)
  }
  return { checked, fixed }
}

async function checkAll(session: Session, files: readonly string[], options: CheckOptions): Promise<Checked[]> {
  const checked: Checked[] = []
  for await (const file of inTurns([files])) checked.push(checkFile(session, file, options))
  return checked
}
