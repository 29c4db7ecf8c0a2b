import { closeSync, openSync, readSync } from 'node:fs'
import { WorkspaceError } from '../workspace/index.ts'

/** Most bytes of a file that is read as a whole: mappings, definitions, tests, settings, saved actions, answers. */
const maxFile = 4 * 2 ** 20

const chunkSize = 2 ** 16

/** Reads a file. Its size is not asked first, because pipes and devices have none. */
export function readBounded(path: string, name: string): string {
  const chunks: Buffer[] = []
  const file = openSync(path, 'r')
  try {
    for (let size = 0; ; ) {
      const chunk = Buffer.allocUnsafe(chunkSize)
      const count = readSync(file, chunk)
      if (count === 0) return toText(chunks)
      chunks.push(chunk.subarray(0, count))
      size += count
      if (size > maxFile) throw tooLarge(name)
    }
  } finally {
    closeSync(file)
  }
}

/** Reads a stream that holds one file. */
export async function readStream(stream: AsyncIterable<Uint8Array>, name: string): Promise<string> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of stream) {
    chunks.push(chunk)
    size += chunk.length
    if (size > maxFile) throw tooLarge(name)
  }
  return toText(chunks)
}

/** Decodes UTF-8, without a byte order mark. */
function toText(chunks: readonly Uint8Array[]): string {
  return new TextDecoder().decode(Buffer.concat(chunks))
}

function tooLarge(name: string): WorkspaceError {
  return new WorkspaceError('usage', { code: 'CM111', message: `\`${name}\` has more than ${maxFile / 2 ** 20} MiB` })
}
