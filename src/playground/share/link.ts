import { deflate, inflate } from '../archive.ts'
import { fromBase64 } from '../base64.ts'
import { type Project, parseProject } from '../project.ts'

/** Version of the form of links. */
const version = '1'

/** A project as the fragment of a link: `#1.` and its compressed JSON in base64url. */
export function toFragment(project: Project): string {
  const packed = deflate(JSON.stringify(project))
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

function toBase64Url(bytes: Uint8Array): string {
  let binary = ''
  for (let at = 0; at < bytes.length; at += 0x8000) binary += String.fromCharCode(...bytes.subarray(at, at + 0x8000))
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}
