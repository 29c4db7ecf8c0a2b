import { mkdtempSync, writeFileSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import type { Style } from '../render/index.ts'
import { renderProblem } from '../render/index.ts'
import type { LocatedDiagnostic } from '../workspace/index.ts'
import { root } from './root.ts'

/** Renders a bug in callmap. The details to report are written to a file, or printed if no file can be written. */
export function bugText(error: unknown, version: string, argv: readonly string[], style: Style): string {
  const log = bugLog(error, version, argv)
  const problem: LocatedDiagnostic = {
    message: 'this is a bug in callmap, not in what you gave it',
    note: String(error).split('\n', 1)[0],
  }
  const file = write(log)
  const contents = 'versions, flags and a stack trace, nothing of your events and settings'
  const help = `please report it with the steps to reproduce it, and attach \`${file}\`: ${contents}`
  if (file !== undefined) return renderProblem({ ...problem, help }, style)
  return `${renderProblem({ ...problem, help: 'please report it with the steps to reproduce it and the lines below' }, style)}\n${log}`
}

/** Leaves messages and arguments out: both may quote events, and arguments name files and people. */
function bugLog(error: unknown, version: string, argv: readonly string[]): string {
  const flags = argv.map((word, i) => (i === 0 || word.startsWith('-') ? word.replace(/=.*/s, '=…') : '…'))
  const { name, stack = '' } = error instanceof Error ? error : new Error(typeof error)
  const frames = stack.split('\n').filter(line => /^ +at /.test(line))
  const lines = [
    `callmap ${version}, Node ${process.version}, ${process.platform} ${process.arch}`,
    `callmap ${flags.join(' ')}`,
    name,
    ...frames.map(frame =>
      frame.replaceAll(root.href, '').replaceAll(fileURLToPath(root), '').replaceAll(homedir(), '~'),
    ),
  ]
  return `${lines.join('\n')}\n`
}

function write(log: string): string | undefined {
  try {
    const file = join(mkdtempSync(join(tmpdir(), 'callmap-')), 'bug.log')
    writeFileSync(file, log)
    return file
  } catch {
    return undefined
  }
}
