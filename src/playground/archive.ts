import { deflateSync, Inflate, strFromU8, strToU8, unzipSync, zipSync } from 'fflate'

/** A file that is exported or opened. */
export interface NamedText {
  readonly name: string
  readonly text: string
}

/** Most bytes of unpacked text: a small link or archive may unpack to gigabytes. */
const mostBytes = 20_000_000

/** Bytes that are unpacked at once, to at most a thousand times as many. */
const portion = 4096

export function deflate(text: string): Uint8Array {
  return deflateSync(strToU8(text), { level: 9 })
}

/** @throws RangeError if the text is too large, and an error of the library if it is damaged */
export function inflate(packed: Uint8Array): string {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let [text, total] = ['', 0]
  const inflater = new Inflate((bytes, isLast) => {
    total += bytes.length
    if (total > mostBytes) throw new RangeError('the content is too large')
    text += decoder.decode(bytes, { stream: !isLast })
  })
  for (let at = 0; at < packed.length; at += portion) {
    inflater.push(packed.slice(at, at + portion), at + portion >= packed.length)
  }
  return text
}

export function zipFiles(files: readonly NamedText[]): Uint8Array {
  return zipSync(Object.fromEntries(files.map(({ name, text }) => [name, strToU8(text)])))
}

/** @throws RangeError if the files are too large, and an error of the library if it is no archive */
export function unzipFiles(archive: Uint8Array): NamedText[] {
  let total = 0
  const files = unzipSync(archive, {
    filter: ({ name, originalSize }) => {
      total += originalSize
      if (total > mostBytes) throw new RangeError('the archive is too large')
      return /\.(json|jsonc|ndjson)$/.test(name)
    },
  })
  return Object.entries(files).map(([name, bytes]) => ({ name, text: strFromU8(bytes) }))
}
