import { join } from 'node:path'
import { bundleModule } from '../../node/index.ts'
import { renderProblem } from '../../render/index.ts'
import { printCount } from '../../text/index.ts'
import { buildModules, type ModuleFiles } from '../../workspace/index.ts'
import type { GlobalFlags } from '../command.ts'
import { type Exit, ExitError, exit } from '../exit.ts'
import type { Session } from '../host.ts'

interface BuildFlags extends GlobalFlags {
  readonly out: string
  readonly only?: readonly string[]
  readonly check?: boolean
  readonly bundle?: boolean
  readonly format?: 'esm' | 'iife'
  readonly name?: string
  readonly minify?: boolean
}

interface OutputFile {
  readonly file: string
  readonly text: string
}

export async function run(paths: readonly string[], flags: BuildFlags, session: Session): Promise<Exit> {
  refuseWithoutBundle(flags)
  const chosen = paths.length === 0 && flags.mappings !== undefined ? [flags.mappings] : paths
  const modules = buildModules(session, { paths: chosen, definitions: flags.destination, only: flags.only })
  for (const warning of modules.flatMap(({ warnings }) => warnings)) {
    session.note(`${renderProblem(warning, session.errorStyle)}\n`)
  }
  const files = (await Promise.all(modules.map(built => listFiles(built, flags)))).flat()
  const stale = files.filter(({ file, text }) => !session.files.holds(file, text))
  if (flags.check && stale.length > 0) {
    for (const { file } of stale) session.error(`${file} is ${session.files.stat(file) ? 'out of date' : 'missing'}\n`)
    session.error('next: `callmap build` with the same arguments, without --check, writes what is new\n')
    return exit.no
  }
  for (const { file, text } of stale) {
    session.files.write(file, text)
    session.note(`wrote ${file}   ${kilobytes(text)}\n`)
  }
  const current = files.length - stale.length
  if (current > 0) session.note(`${printCount(current, 'file is', 'files are')} up to date\n`)
  return exit.fine
}

function refuseWithoutBundle({ bundle, format, name, minify }: BuildFlags): void {
  const [extra] = Object.entries({ format, minify, name }).find(([, value]) => value !== undefined) ?? []
  if (!bundle && extra !== undefined) {
    const help = `add --bundle, or leave --${extra} out`
    throw new ExitError(exit.usage, { message: `--${extra} needs --bundle`, help })
  }
  if (name !== undefined && format !== 'iife') {
    throw new ExitError(exit.usage, { message: '--name needs --format iife', help: 'an ES module has no global name' })
  }
}

async function listFiles({ name, code, types }: ModuleFiles, flags: BuildFlags): Promise<OutputFile[]> {
  const { out, bundle, format = 'esm', name: globalName = 'callmapDestination', minify = false } = flags
  const base = join(out, name)
  const text = bundle ? await bundleModule(code, { format, name: globalName, minify }) : code
  const declarations = format === 'iife' ? [] : [{ file: `${base}.d.ts`, text: types }]
  return [{ file: `${base}.js`, text }, ...declarations]
}

function kilobytes(text: string): string {
  return `${(Buffer.byteLength(text) / 1000).toFixed(1)} kB`
}
