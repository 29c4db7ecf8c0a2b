import { createReadStream } from 'node:fs'
import { addAbortSignal, type Readable } from 'node:stream'
import { type JsonText, splitJson } from '../../document/index.ts'
import { fileError, gunzip } from '../../node/index.ts'
import { ExitError, exit } from '../exit.ts'
import type { Host } from '../host.ts'

/** JSON texts that one chunk of the file completes, in order. */
export type Portion = readonly NumberedText[]

/** The parts of a host that inputs are read from. */
export type InputHost = Pick<Host, 'stdin' | 'files'>

/** A JSON text with its line in the file. */
export interface NumberedText extends JsonText {
  readonly index: number
}

/**
 * Reads JSON texts from a file, or from stdin for `-`: NDJSON or other JSON, also gzipped. A signal aborts pending reads.
 *
 * @throws ExitError if the file cannot be read
 */
export async function* readPortions(
  { stdin, files }: InputHost,
  file: string,
  signal?: AbortSignal,
): AsyncGenerator<Portion> {
  const split = splitJson()
  let count = 0
  const numbered = (texts: readonly JsonText[]): Portion => texts.map(text => ({ ...text, index: count++ }))
  const decoder = new TextDecoder()
  const source = file === '-' ? stdin : createReadStream(files.resolve(file))
  try {
    for await (const chunk of unzip(signal ? addAbortSignal(signal, source) : source)) {
      yield numbered(split.push(decoder.decode(chunk, { stream: true })))
    }
  } catch (error) {
    if (!isZipError(error)) throw fileError(file, error)
    throw new ExitError(exit.input, { message: `\`${file}\` starts like gzip, but is cut off or damaged` })
  }
  yield numbered(split.push(decoder.decode()))
  yield numbered(split.end())
}

/** Detects gzip by its first two bytes, because stdin has no file name. */
async function* unzip(source: Readable): AsyncGenerator<Uint8Array> {
  const chunks = source[Symbol.asyncIterator]() as AsyncIterator<Buffer>
  let head = Buffer.alloc(0)
  while (head.length < 2) {
    const { value, done } = await chunks.next()
    if (done) break
    head = Buffer.concat([head, value])
  }
  const whole = concat(head, chunks)
  try {
    yield* head[0] === 0x1f && head[1] === 0x8b ? gunzip(whole) : whole
  } finally {
    // If the consumer stops early, an open stdin would keep the process alive.
    source.destroy()
  }
}

async function* concat(head: Buffer, rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  yield head
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value
}

function isZipError(error: unknown): boolean {
  return error instanceof Error && String((error as NodeJS.ErrnoException).code).startsWith('Z_')
}
