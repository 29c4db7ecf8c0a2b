import { jsonLanguage } from '@codemirror/lang-json'
import { pointerKeys } from '../value/index.ts'

interface Range {
  readonly from: number
  readonly to: number
}

type Tree = ReturnType<typeof jsonLanguage.parser.parse>['topNode']

/**
 * Finds a value of a JSON text by a pointer, and the range of it with its key. Reads comments and unfinished text; the
 * first of equal keys counts.
 */
export function findJson(text: string, pointer: string): { readonly value: Range; readonly member: Range } | undefined {
  let node: Tree | null = jsonLanguage.parser.parse(text).topNode.firstChild
  let member = node
  for (const key of pointerKeys(pointer)) {
    const parts: readonly Tree[] = node ? listParts(node) : []
    const isList = node?.name === 'Array'
    member = (isList ? parts[Number(key)] : parts.find(part => readKey(part, text) === key)) ?? null
    node = isList ? member : (member?.lastChild ?? null)
  }
  return node && member ? { value: range(node), member: range(member) } : undefined
}

function listParts(node: Tree): Tree[] {
  const parts: Tree[] = []
  for (let part = node.firstChild; part; part = part.nextSibling) {
    if (!/^[[\]{},]$|⚠/.test(part.name)) parts.push(part)
  }
  return parts
}

function readKey(property: Tree, text: string): string | undefined {
  const name = property.getChild('PropertyName')
  try {
    return name ? JSON.parse(text.slice(name.from, name.to)) : undefined
  } catch {
    return undefined
  }
}

function range({ from, to }: Tree): Range {
  return { from, to }
}
