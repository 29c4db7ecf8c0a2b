#!/usr/bin/env node
import process from 'node:process'
import { bundledCatalogue, fileError, NodeFileSystem } from '../node/index.ts'
import { exit } from './exit.ts'
import type { Host } from './host.ts'
import { report } from './report.ts'
import { run } from './run.ts'

const { stdin, stdout, stderr, env } = process
const folder = process.cwd()
const files = new NodeFileSystem(folder)
/** Set by a command that has something to finish. */
let interrupt: (() => void) | undefined
const onInterrupt = (stop: () => void) => {
  interrupt = stop
}
const host: Host = { stdin, stdout, stderr, env, folder, files, catalogue: bundledCatalogue(folder), onInterrupt }
const argv = process.argv.slice(2)

const fail = (error: unknown): never => process.exit(report(error, argv, host))

// `callmap … | head` closes the pipe early, which is not an error.
for (const stream of [stdout, stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(exit.fine)
    fail(fileError('-', error, 'written'))
  })
}
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    if (interrupt === undefined) process.exit(exit.interrupted)
    interrupt()
    interrupt = undefined
  })
}

// Unhandled errors are bugs like all others.
process.on('uncaughtException', fail)

// `process.exit` would lose output that a pipe has not taken yet.
process.exitCode = await run(argv, host)
