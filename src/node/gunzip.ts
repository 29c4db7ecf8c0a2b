import { once } from 'node:events'
import { createGunzip } from 'node:zlib'

/** Bytes to decompress at once, which become at most a thousand times as many. */
const pieceSize = 1024

/**
 * Decompresses gzip, also several files in a row and one that is padded with zeros. Yields everything before a damaged place,
 * except what its last piece becomes, or before the end of data that is cut off, and then throws: a pipeline would drop what
 * it holds.
 */
export async function* gunzip(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const stream = createGunzip()
  let ready: Buffer[] = []
  stream.on('data', data => ready.push(data))
  // Rejects if the data is damaged. Padding ends the stream before its input, and the last write never calls back.
  const over = once(stream, 'end')
  // The same error is thrown by the step that waits for it.
  over.catch(() => {})
  const write = (piece: Buffer) => new Promise<void>(resolve => stream.write(piece, error => error || resolve()))
  const take = () => {
    const taken = ready
    ready = []
    return taken
  }
  let read = 0
  try {
    for await (const chunk of chunks) {
      for (let at = 0; at < chunk.length && !stream.readableEnded; at += pieceSize) {
        await Promise.race([write(chunk.subarray(at, at + pieceSize)), over])
        yield* take()
      }
      const rest = chunk.subarray(Math.max(0, stream.bytesWritten - read))
      if (stream.readableEnded && rest.some(byte => byte !== 0)) throw afterPadding()
      read += chunk.length
    }
    stream.end()
    await over
  } finally {
    yield* take()
    stream.destroy()
  }
}

function afterPadding(): Error {
  return Object.assign(new Error('there is data after the padding'), { code: 'Z_DATA_ERROR' })
}
