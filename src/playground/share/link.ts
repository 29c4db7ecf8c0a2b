import { deflateSync, Inflate, strToU8 } from 'fflate'
import { fromBase64 } from '../base64.ts'
import { type Project, parseProject } from '../project.ts'

/** Version of the form of links. */
const version = '1'

/** Most bytes of a link's content once it is unpacked: a small link may unpack to gigabytes. */
const mostBytes = 20_000_000

/** Bytes that are unpacked at once, to at most a thousand times as many. */
const portion = 4096

/** A project as the fragment of a link: `#1.` and its compressed JSON in base64url. */
export function toFragment(project: Project): string {
  const packed = deflateSync(strToU8(JSON.stringify(project)), { level: 9 })
  return `#${version}.${toBase64Url(packed)}`
}

/** A project, or the reason why a fragment has none. */
export type Opened = { readonly project: Project } | { readonly refused: string }

/** Reads the project of a link or of its fragment. The link may come from anybody. */
export function fromLink(link: string): Opened {
  const [, found, packed] = /#(\d+)\.([\w-]+)\s*$/.exec(link) ?? []
  if (packed === undefined) return { refused: 'this is not a link of a playground' }
  if (found !== version) return { refused: `the link has version ${found}, and this page reads version ${version}` }
  try {
    const bytes = fromBase64(packed.replaceAll('-', '+').replaceAll('_', '/'))
    const project = parseProject(JSON.parse(inflate(bytes)))
    return project ? { project } : { refused: 'the link has no project' }
  } catch {
    return { refused: 'the link is cut or damaged' }
  }
}

/** @throws RangeError if it is too large, and an error of the library if it is damaged */
function inflate(packed: Uint8Array): string {
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

function toBase64Url(bytes: Uint8Array): string {
  let binary = ''
  for (let at = 0; at < bytes.length; at += 0x8000) binary += String.fromCharCode(...bytes.subarray(at, at + 0x8000))
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}
