import { readFileSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import { globSync } from 'tinyglobby'
import { describe, expect, test } from 'vitest'

const root = join(import.meta.dirname, '..')

/** Files and folders in plain English. */
const covered = ['src', 'test', 'bench', 'docs', 'destinations', 'examples', 'README.md', 'CHANGELOG.md']

/** Phrases that are correct and hard to read. */
const phrases = [
  ...['comes? by', 'came by', 'is none', 'of ours', 'a text', 'have otherwise', 'made of it', 'as few as', 'but for'],
  ...['no more than', 'leaves out', 'the ones that', 'in vain', 'what there is', 'it is told', 'here on'],
]

const phrase = new RegExp(`\\b(?:${phrases.join('|')})\\b`, 'gi')

/** Sentences do not start like this. A sentence is matched up to its end, because questions may. */
const opening = /(?:^|[.:;!?] )(?:What|Whether|Where|Why|How|Of|Those|That is)\b[^.?!]*/g

/** Titles of tests and of their groups, in the same words. */
const title =
  /(?:\b(?:describe|test|it)(?:\.\w+)*(?:\([^'"`\n]*\))?|\](?: as const)?\))\(\s*['"`]((?:what|whether|where|why|how|of|those|that is)\b.*)/gi

/** Quoted facts: words of other languages that callmap translates. */
const quoted: ReadonlySet<string> = new Set(['src/trigger/foreignOperators.ts: is none'])

function filesIn(path: string): string[] {
  const full = join(root, path)
  if (statSync(full).isFile()) return [full]
  return globSync('**/*', { cwd: full, absolute: true, ignore: ['**/node_modules/**'] }).filter(file =>
    /\.(?:ts|js|md)$|destination\.json$/.test(file),
  )
}

/** The comments of a source file, each as one line without its marks. */
function listComments(text: string): string[] {
  const blocks = [...text.matchAll(/^\s*\/\*\*?([\s\S]*?)\*\/|((?:^\s*\/\/.*\n)+)/gm)]
  return blocks.map(([, block, lines]) =>
    (block ?? lines!)
      .replace(/^\s*(?:\*|\/\/) ?/gm, '')
      .split('\n')
      .join(' ')
      .trim(),
  )
}

/** The paragraphs, headings, items and table cells of a page, each as one line without its marks. */
function listParagraphs(page: string): string[] {
  const prose = page.replace(/^```[\s\S]*?^```/gm, '\n')
  const blocks = prose.split(/\n(?=\s*(?:[-#>|]|\d+\.)|\s*\n)|\|/)
  return blocks.map(block =>
    block
      .replace(/^\s*(?:[-#>]+|\d+\.)\s|\*\*/g, '')
      .replaceAll('\n', ' ')
      .trim(),
  )
}

/** Titles, descriptions and messages of a definition. */
function listDescriptions(definition: string): string[] {
  return [...definition.matchAll(/"(?:title|description|message)": "((?:[^"\\]|\\.)*)"/g)].map(([, text]) => text!)
}

function listTexts(file: string): string[] {
  const text = readFileSync(file, 'utf8')
  if (file.endsWith('.json')) return listDescriptions(text)
  // Every page about a code has the same heading in bold.
  return file.endsWith('.md') ? listParagraphs(text.replaceAll('**How to fix it.**', '')) : listComments(text)
}

function findOpenings(text: string): string[] {
  return [...text.matchAll(opening)]
    .filter(({ 0: sentence, index }) => text[index + sentence.length] !== '?')
    .map(([sentence]) => sentence.slice(0, 60))
}

describe('plain English', () => {
  // This file quotes the forbidden phrases.
  const files = covered.flatMap(filesIn).filter(file => file !== import.meta.filename)

  test('has no phrases that are hard to read', () => {
    const found = files.flatMap(file =>
      [...readFileSync(file, 'utf8').matchAll(phrase)].map(([words]) => `${relative(root, file)}: ${words}`),
    )
    expect(found.filter(entry => !quoted.has(entry))).toEqual([])
  })

  test('starts no sentence with What, Whether, Where, Why, How, Of, Those or That is', () => {
    const found = files.flatMap(file =>
      listTexts(file).flatMap(text => findOpenings(text).map(sentence => `${relative(root, file)}: ${sentence}`)),
    )
    expect(found).toEqual([])
  })

  test('starts no title of a test like this either', () => {
    const found = files.flatMap(file =>
      [...readFileSync(file, 'utf8').matchAll(title)].map(([, text]) => `${relative(root, file)}: ${text}`),
    )
    expect(found).toEqual([])
  })

  test.each([
    ['What a path reads.', ['What a path reads']],
    ['Reads a path. Whether it exists is unknown.', ['. Whether it exists is unknown']],
    ['Why two passes? The first one counts.', []],
    ['Reads what a path names.', []],
  ])('%s', (text, expected) => expect(findOpenings(text)).toEqual(expected))

  test('reads headings, items, cells and wrapped lines of a page', () => {
    const page = '## Why\n\nOne line.\nHow\nit works.\n\n- **What** it is\n\n| Where | a |\n\n```sh\nOf code\n```\n'
    expect(listParagraphs(page).flatMap(findOpenings)).toEqual(['Why', '. How it works', 'What it is', 'Where'])
  })
})
