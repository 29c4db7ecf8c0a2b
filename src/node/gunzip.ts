import { once } from 'node:events'
import { createGunzip } from 'node:zlib'

/** Bytes to decompress at once, which become at most a thousand times as many. */
const pieceSize = 1024

/**
 * Decompresses gzip. Yields everything before a damaged place, or before the end of data that is cut off, and then throws:
 * a pipeline would drop what it holds.
 */
export async function* gunzip(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const stream = createGunzip()
  let ready: Buffer[] = []
  stream.on('data', data => ready.push(data))
  const failed = once(stream, 'error').then(([error]) => Promise.reject(error))
  // The same error is thrown by the step that waits for it.
  failed.catch(() => {})
  const step = (start: (done: (error?: Error | null) => void) => void) =>
    Promise.race([new Promise<void>((resolve, reject) => start(error => (error ? reject(error) : resolve()))), failed])
  const take = () => {
    const taken = ready
    ready = []
    return taken
  }
  try {
    for await (const chunk of chunks) {
      for (let at = 0; at < chunk.length; at += pieceSize) {
        await step(done => stream.write(chunk.subarray(at, at + pieceSize), done))
        yield* take()
      }
    }
    await step(done => stream.once('end', done).end())
  } finally {
    yield* take()
    stream.destroy()
  }
}
