import type { Edit } from '../text/index.ts'
import type { Json } from '../value/index.ts'
import { pointer, pointerKeys } from '../value/index.ts'
import { layOut, type Node, type TextEdit } from './jsonc.ts'
import { extent, Layout } from './layout.ts'

/**
 * Converts an edit of a value to edits of its file; none if the part is not in the file, or its new key is taken. All
 * other bytes stay, and added members are laid out like their neighbours.
 */
export function planEdit(layout: Layout, edit: Edit): TextEdit[] {
  const { node, isExact } = layout.find(edit.at)
  if (node === undefined) return []
  if ('value' in edit && edit.value !== undefined && !isExact) return addMember(layout.text, node, edit.at, edit.value)
  if (!isExact) return []
  if ('key' in edit) {
    // A second member with the key would replace the first in silence.
    const isTaken = layout.find(pointer(edit.at.slice(0, edit.at.lastIndexOf('/')), edit.key)).isExact
    return isTaken ? [] : [{ ...layout.locate(edit.at, { marks: 'key' }), text: JSON.stringify(edit.key) }]
  }
  if ('text' in edit) {
    const { span } = edit
    return [{ ...layout.locate(edit.at, { span }), text: JSON.stringify(edit.text).slice(...(span ? [1, -1] : [])) }]
  }
  return edit.value === undefined ? removeMember(node) : [{ ...extent(node), text: onOneLine(edit.value) }]
}

/** Applies edits to a file. An edit that overlaps an earlier one is dropped. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  let [result, reached] = ['', 0]
  for (const { start, end, text: added } of edits.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    if (start < reached) continue
    result += text.slice(reached, start) + added
    reached = end
  }
  return result + text.slice(reached)
}

/**
 * Writes a value at a JSON Pointer of a file, laid out over several lines (`undefined` removes it). The rest, including
 * comments, stays unchanged.
 */
export function writeValue(text: string, pointer: string, value: Json | undefined): string {
  const layout = new Layout(text)
  const path = pointerKeys(pointer).map((key, depth) => {
    const { node } = layout.find(pointer.split('/', depth + 1).join('/'))
    return node?.type === 'array' ? Number(key) : key
  })
  return applyEdits(text, layOut(text, path, value))
}

/** Adds a value after the last member of the nearest existing object, wrapped in the absent objects. */
function addMember(text: string, parent: Node, at: string, value: Json): TextEdit[] {
  if (parent.type !== 'object') return []
  const [key, ...rest] = pointerKeys(at).slice(measureDepth(parent))
  const member = `${JSON.stringify(key)}: ${onOneLine(rest.reduceRight<Json>((inner, key) => ({ [key]: inner }), value))}`
  const last = parent.children?.at(-1)
  if (last === undefined) return [{ ...extent(parent), text: `{ ${member} }` }]
  const end = last.offset + last.length
  const gap = /\n[ \t]*$/.exec(text.slice(parent.offset + 1, parent.children![0]!.offset))?.[0] ?? ' '
  return [{ start: end, end, text: `,${gap}${member}` }]
}

function measureDepth(node: Node): number {
  let depth = 0
  for (let { parent } = node; parent; parent = parent.parent) if (parent.type !== 'property') depth++
  return depth
}

/** Removes a member or item together with its comma. */
function removeMember(node: Node): TextEdit[] {
  const member = node.parent?.type === 'property' ? node.parent : node
  const siblings = member.parent?.children ?? []
  const index = siblings.indexOf(member)
  const [before, after] = [siblings[index - 1], siblings[index + 1]]
  const { start, end } = extent(member)
  if (before) return [{ start: extent(before).end, end, text: '' }]
  return [{ start, end: after?.offset ?? end, text: '' }]
}

/** Prints JSON on one line, with spaces as people write them. */
function onOneLine(value: Json): string {
  return JSON.stringify(value, null, 1).replace(/\n\s*/g, ' ')
}
