#!/usr/bin/env node
import { readFileSync } from 'node:fs'
import process from 'node:process'
import { root, styleOf } from '../node/index.ts'
import { renderProblem } from '../render/index.ts'
import { exit, fileError, Stop } from '../workspace/index.ts'
import { bugText } from './bug.ts'
import { run } from './program.ts'

// `callmap … | head` closes the pipe early, which is no error of anybody.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    process.exit(error.code === 'EPIPE' ? exit.fine : report(fileError('-', error, 'written')))
  })
}
process.on('SIGINT', () => process.exit(exit.interrupted))

const { version } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8'))
const argv = process.argv.slice(2)

// What is thrown where nobody waits for it is a bug like any other.
process.on('uncaughtException', error => process.exit(report(error)))

try {
  // Not `process.exit`: what is written to a pipe has to get there first.
  process.exitCode = await run(argv, version)
} catch (error) {
  process.exitCode = report(error)
}

function report(error: unknown): number {
  const style = styleOf(process.stderr)
  const isStop = error instanceof Stop
  const texts = isStop
    ? error.problems.map(problem => renderProblem(problem, style))
    : [bugText(error, version, argv, style)]
  process.stderr.write(texts.join('\n'))
  return isStop ? error.exit : exit.bug
}
