import { changedFiles, type Environment } from '../../node/index.ts'
import { lcov, reporters } from '../../render/index.ts'
import { printCount } from '../../text/index.ts'
import { mergeCoverage, percent, shuffler, type TestRun, testSteps, updateTests } from '../../workspace/index.ts'
import { type GlobalFlags, toSelection } from '../command.ts'
import { type Exit, ExitError, exit } from '../exit.ts'
import type { Session } from '../host.ts'
import { finish } from '../stream/inTurns.ts'
import { runOnChange } from '../watch.ts'
import { testsFromEvents } from './testsFromEvents.ts'

interface TestFlags extends GlobalFlags {
  readonly filter?: string
  readonly update?: boolean
  readonly watch?: boolean
  readonly coverage?: boolean
  readonly min?: number
  readonly reporter: string
  readonly bail?: boolean
  readonly shuffle?: boolean | string
  readonly changed?: boolean
  readonly coverageLcov?: string
  readonly from?: string
  readonly out?: string
}

export async function run(paths: readonly string[], flags: TestFlags, session: Session): Promise<Exit> {
  if (flags.from !== undefined) return testsFromEvents(flags.from, flags, session)
  if (flags.out !== undefined) throw new ExitError(exit.usage, { message: '--out needs --from' })
  const runTests = () => runOnce(paths, flags, session)
  return flags.watch ? runOnChange(runTests, paths, session) : runTests()
}

async function runOnce(paths: readonly string[], flags: TestFlags, session: Session): Promise<Exit> {
  const { filter, bail = false, shuffle, min } = flags
  const order = shuffle === undefined ? {} : { order: shuffler(chooseSeed(shuffle, session)) }
  const options = {
    now: () => performance.now(),
    selection: toSelection(flags),
    filter: parseFilter(filter),
    bail,
    ...order,
    ...(flags.changed && { changed: changedFiles(session.folder) }),
  }
  const first = await finish(testSteps(session, paths, options))
  if (flags.changed && first.files.length === 0) {
    session.note('no tested file has changed\n')
    return exit.fine
  }
  refuseNothing(first)
  const result = flags.update && writeUpdates(first, session) ? await finish(testSteps(session, paths, options)) : first
  const isMeasured = flags.coverage || min !== undefined || flags.coverageLcov !== undefined
  const coverage = isMeasured ? mergeCoverage(result) : undefined
  if (flags.coverageLcov !== undefined) session.files.write(flags.coverageLcov, lcov(coverage!))
  const reporter = reporters.get(flags.json ? 'json' : flags.reporter)!
  await session.print(reporter({ run: result, ...(coverage && { coverage }), min }, session.style))
  refuseFocus(result, session.env)
  const isLow = min !== undefined && percent(coverage!.flatMap(({ units }) => units)) < min
  return result.count('failed') > 0 || isLow ? exit.no : exit.fine
}

/** Updates the expectations of failed tests. Returns true if files changed, so that the tests run again. */
function writeUpdates(run: TestRun, { files, note }: Session): boolean {
  const suites = updateTests(run)
  for (const { file, text, updated, rows } of suites) {
    const left = printCount(rows, 'table row stays unchanged', 'table rows stay unchanged')
    if (rows > 0) note(`${file}: ${left}\n`)
    if (updated === 0) continue
    files.write(file, text)
    note(`${file}: updated ${printCount(updated, 'test', 'tests')}\n`)
  }
  return suites.some(({ updated }) => updated > 0)
}

/** Parses the seed, or takes one from the clock and notes it. */
function chooseSeed(given: string | boolean, { note }: Session): number {
  const seed = typeof given === 'string' ? Number(given) : Date.now() % 100_000
  if (!Number.isSafeInteger(seed)) {
    throw new ExitError(exit.usage, { message: `a seed is a whole number, not \`${given}\`` })
  }
  note(`shuffled with --shuffle ${seed}\n`)
  return seed
}

/** Refuses a run without tests, which must not look like success. */
function refuseNothing({ files, total }: TestRun): void {
  const empty = files.find(({ loaded }) => loaded.suite.cases.length === 0)
  if (empty) throw new ExitError(exit.no, { message: `\`${empty.loaded.file}\` has no tests` })
  if (total > 0) return
  const help = files.length > 0 ? 'no test name matches the filter' : 'tests of x.json are in x.test.json beside it'
  throw new ExitError(exit.no, { message: 'there are no tests', help })
}

/** Refuses `only` in CI, because it hides failures of other tests. */
function refuseFocus({ files }: TestRun, env: Environment): void {
  if (!env.CI) return
  const focused = files.find(({ loaded }) => loaded.suite.cases.some(({ only }) => only))
  if (focused === undefined) return
  const help = 'remove `only`, so that all tests run'
  throw new ExitError(exit.no, {
    message: `\`only\` keeps other tests of \`${focused.loaded.file}\` from running`,
    help,
  })
}

function parseFilter(text = ''): (name: string) => boolean {
  const [, source, options] = /^\/(.+)\/([imsu]*)$/.exec(text) ?? []
  if (source === undefined) return name => name.includes(text)
  try {
    const regex = new RegExp(source, options)
    return name => regex.test(name)
  } catch {
    throw new ExitError(exit.usage, { message: `\`${text}\` is not a regular expression` })
  }
}
