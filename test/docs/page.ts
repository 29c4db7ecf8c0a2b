import { readFileSync } from 'node:fs'
import { parseJsonc } from '../../src/document/index.ts'
import type { Json } from '../../src/value/index.ts'

/** A fenced block of a page: ```js run, ```json event, … */
export interface DocBlock {
  readonly language: string
  /** The words after the language: `run`, `definition`, `event`. */
  readonly kind: string
  readonly text: string
}

/** A page of `docs`, or the README, by its path from the root of the project. */
export function readPage(path: string): string {
  return readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')
}

export function readBlocks(page: string): DocBlock[] {
  return [...page.matchAll(/^```(\w+) ?(.*)\n([\s\S]*?)^```$/gm)].map(([, language, kind, text]) => {
    return { language: language!, kind: kind!, text: text! }
  })
}

/** The JSON of the first block of a kind, comments or not. */
export function readJsonBlock(page: string, kind: string): Json {
  const block = readBlocks(page).find(block => block.language.startsWith('json') && block.kind === kind)
  if (!block) throw new Error(`the page has no block of JSON of the kind \`${kind}\``)
  return parseJsonc(block.text)
}

/** The cells of the rows of every table whose first column has this title. A cell of code loses its backticks. */
export function readTable(page: string, title: string): string[][] {
  const tables = page.matchAll(/^\|(.*)\|\n\|[-| :]+\|\n((?:\|.*\|\n)*)/gm)
  return [...tables].flatMap(([, head, body]) => {
    if (cells(head!)[0] !== title) return []
    return body!
      .trimEnd()
      .split('\n')
      .map(row => cells(row.slice(1, -1)))
  })
}

function cells(row: string): string[] {
  return row.split(/(?<!\\)\|/).map(cell => {
    const text = cell.trim().replaceAll('\\|', '|')
    return /^`[^`]*`$/.test(text) ? text.slice(1, -1) : text
  })
}
