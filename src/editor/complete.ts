import type { Completion, CompletionItem } from './answer.ts'
import type { Entry } from './entry.ts'
import type { Scene } from './scene.ts'
import { type CaretSite, findSite } from './site.ts'

/** Lists the entries that can be written at an offset. */
export function complete(scene: Scene, offset: number): Completion {
  const site = findSite(scene, offset)
  if (site === undefined) return { from: offset, to: offset, items: [] }
  const { start: from, end: to } = site.range
  const once = new Map(site.entries().map(entry => [`${entry.kind} ${entry.name}`, entry]))
  return { from, to, items: [...once.values()].map(entry => toItem(entry, site)) }
}

function toItem(entry: Entry, { print }: CaretSite): CompletionItem {
  const { name, kind, detail, text } = entry
  return {
    label: name,
    kind,
    ...(detail !== undefined && { detail }),
    ...(text !== undefined && { documentation: text }),
    ...print(entry),
  }
}
