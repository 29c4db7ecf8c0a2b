import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import { describe, expect, test } from 'vitest'

const root = join(import.meta.dirname, '..')

/** Files and folders in plain English. */
const covered = ['src', 'docs', 'destinations', 'examples', 'README.md']

/** Phrases that are correct and hard to read. */
const phrases = [
  ...['comes? by', 'came by', 'is none', 'of ours', 'a text', 'have otherwise', 'made of it', 'as few as', 'but for'],
  ...['no more than', 'leaves out', 'the ones that', 'in vain', 'what there is', 'it is told', 'here on'],
]

const phrase = new RegExp(`\\b(?:${phrases.join('|')})\\b`, 'gi')

/** Sentences of comments do not start like this. Sentences are compared up to their end, because questions may. */
const opening = /(?:^|[.:!?] )(?:What|Whether|Where|Why|How|Of|Those|That is)\b[^.?!]*/g

/** Quoted facts: words of other languages that callmap translates. */
const quoted: ReadonlySet<string> = new Set(['src/trigger/foreignOperators.ts: is none'])

function filesIn(path: string): string[] {
  const full = join(root, path)
  if (statSync(full).isFile()) return [full]
  return readdirSync(full, { recursive: true, encoding: 'utf8' })
    .map(file => join(full, file))
    .filter(file => /\.(?:ts|md)$|destination\.json$/.test(file) && statSync(file).isFile())
}

/** The comments of a source file, each as one line without its marks. */
function commentsOf(text: string): string[] {
  const blocks = [...text.matchAll(/^\s*\/\*\*?([\s\S]*?)\*\/|((?:^\s*\/\/.*\n)+)/gm)]
  return blocks.map(([, block, lines]) =>
    (block ?? lines!)
      .replace(/^\s*(?:\*|\/\/) ?/gm, '')
      .split('\n')
      .join(' ')
      .trim(),
  )
}

function findOpenings(comment: string): string[] {
  return [...comment.matchAll(opening)]
    .filter(({ 0: sentence, index }) => comment[index + sentence.length] !== '?')
    .map(([sentence]) => sentence.slice(0, 60))
}

describe('plain English', () => {
  const files = covered.flatMap(filesIn)

  test('has no phrases that are hard to read', () => {
    const found = files.flatMap(file =>
      [...readFileSync(file, 'utf8').matchAll(phrase)].map(([words]) => `${relative(root, file)}: ${words}`),
    )
    expect(found.filter(entry => !quoted.has(entry))).toEqual([])
  })

  test('starts no sentence of a comment with What, Whether, Where, Why, How, Of, Those or That is', () => {
    const sources = files.filter(file => file.endsWith('.ts'))
    const found = sources.flatMap(file =>
      commentsOf(readFileSync(file, 'utf8')).flatMap(comment =>
        findOpenings(comment).map(sentence => `${relative(root, file)}: ${sentence}`),
      ),
    )
    expect(found).toEqual([])
  })

  test.each([
    ['What a path reads.', ['What a path reads']],
    ['Reads a path. Whether it exists is unknown.', ['. Whether it exists is unknown']],
    ['Why two passes? The first one counts.', []],
    ['Reads what a path names.', []],
  ])('%s', (comment, expected) => expect(findOpenings(comment)).toEqual(expected))
})
