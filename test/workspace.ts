import { fileURLToPath } from 'node:url'
import { bundledCatalogue, NodeFileSystem } from '../src/node/index.ts'
import type { Workspace } from '../src/workspace/index.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

/** The workspace of this repository. */
export const workspace: Workspace = { files: new NodeFileSystem(root), catalogue: bundledCatalogue(root) }
