import type { Readable } from 'node:stream'
import type { Environment, NodeFileSystem, Output, Terminal } from '../node/index.ts'
import type { Workspace } from '../workspace/index.ts'

/** All that a command line is run with: its streams, and what it reads and writes. */
export interface Host extends Workspace {
  readonly stdin: Readable & { readonly isTTY?: boolean }
  readonly stdout: Output
  readonly stderr: Output
  readonly env: Environment
  /** The folder that paths start from. */
  readonly folder: string
  readonly files: NodeFileSystem
}

/** A host, and the terminal as the flags want it. */
export interface Session extends Host, Terminal {}
