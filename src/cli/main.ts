#!/usr/bin/env node
import process from 'node:process'
import { bundledCatalogue, fileError, NodeFileSystem, openStdout } from '../node/index.ts'
import { type Exit, exit } from './exit.ts'
import type { Host } from './host.ts'
import { report } from './report.ts'
import { run } from './run.ts'

const { stdin, stderr, env } = process
const stdout = openStdout()
const folder = process.cwd()
const files = new NodeFileSystem(folder)
/** Set by a command that has something to finish. */
let interrupt: (() => void) | undefined
const onInterrupt = (stop: () => void) => {
  interrupt = stop
}
const host: Host = { stdin, stdout, stderr, env, folder, files, catalogue: bundledCatalogue(folder), onInterrupt }
const argv = process.argv.slice(2)

/** Milliseconds that a slow reader of stdout has for the lines on their way. */
const patience = 1000

/** Ends the process so that each line on stdout is whole: those on their way are written, and nothing follows them. */
function leave(code: Exit): void {
  setTimeout(() => process.exit(code), patience)
  stdout.write('', () => process.exit(code))
  stdout.write = () => true
}

const fail = (error: unknown): void => leave(report(error, argv, host))

stdout.on('error', (error: NodeJS.ErrnoException) => {
  // `callmap … | head` closes the pipe early, which is not an error.
  if (error.code === 'EPIPE') process.exit(exit.fine)
  fail(fileError('stdout', error, 'written'))
})
// Results do not depend on a reader of messages.
stderr.on('error', () => {})
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    if (interrupt === undefined) leave(exit.interrupted)
    else interrupt()
    interrupt = undefined
  })
}

// Unhandled errors are bugs like all others.
process.on('uncaughtException', fail)

// `process.exit` would lose output that a pipe has not taken yet.
process.exitCode = await run(argv, host)
