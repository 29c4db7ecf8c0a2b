import type { Hover } from './answer.ts'
import { code, describe } from './entry.ts'
import type { Scene } from './scene.ts'
import { findSite } from './site.ts'

/** Describes the name at an offset. */
export function hover(scene: Scene, offset: number): Hover | null {
  const site = findSite(scene, insideName(scene, offset))
  const entry = site?.written()
  if (site === undefined || entry === undefined) return null
  const { start: from, end: to } = site.name
  const markdown = describe(
    `${code(entry.name)}${entry.detail === undefined ? '' : ` ${code(entry.detail)}`}`,
    entry.text,
  )!
  return { from, to, markdown }
}

/** An offset before a name, or at its quote, is in the name. */
export function insideName({ document: { text } }: Scene, offset: number): number {
  return offset < text.length ? offset + 1 : offset
}
