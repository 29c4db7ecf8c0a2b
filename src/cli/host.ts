import type { Readable } from 'node:stream'
import type { Environment, NodeFileSystem, OutputStream, Terminal } from '../node/index.ts'
import type { Workspace } from '../workspace/index.ts'

/** Everything that a command line reads and writes: streams, environment and files. */
export interface Host extends Workspace {
  readonly stdin: Readable & { readonly isTTY?: boolean }
  readonly stdout: OutputStream
  readonly stderr: OutputStream
  readonly env: Environment
  /** The working folder, which paths are relative to. */
  readonly folder: string
  readonly files: NodeFileSystem
  /** Calls `stop` when the user presses Ctrl+C, instead of ending the process at once. The second time ends it. */
  readonly onInterrupt: (stop: () => void) => void
}

/** A host, with the terminal that the flags configure. */
export interface Session extends Host, Terminal {}
