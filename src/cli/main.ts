#!/usr/bin/env node
import { readFileSync } from 'node:fs'
import process from 'node:process'
import { fileError } from './files.ts'
import { renderProblem } from './problem.ts'
import { run } from './program.ts'
import { exit, Stop } from './stop.ts'
import { styleOf } from './terminal.ts'

// `callmap … | head` closes the pipe early, which is no error of anybody.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    process.exit(error.code === 'EPIPE' ? exit.fine : report(fileError('-', error, 'written')))
  })
}
process.on('SIGINT', () => process.exit(exit.interrupted))

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))

try {
  // Not `process.exit`: what is written to a pipe has to get there first.
  process.exitCode = await run(process.argv.slice(2), version)
} catch (error) {
  process.exitCode = report(error)
}

function report(error: unknown): number {
  const style = styleOf(process.stderr)
  if (error instanceof Stop) {
    process.stderr.write(error.problems.map(problem => renderProblem(problem, style)).join('\n'))
    return error.exit
  }
  const trace = error instanceof Error ? error.stack : String(error)
  const help = 'please report it, with the lines below and the command that you ran'
  process.stderr.write(renderProblem({ message: 'this is a bug in callmap, not in what you gave it', help }, style))
  process.stderr.write(`\ncallmap ${version}, Node ${process.version}\n${trace}\n`)
  return exit.bug
}
