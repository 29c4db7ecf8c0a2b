import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { JsonDraft } from '../../src/document/index.ts'
import { type Editor, openEditor } from '../../src/editor/index.ts'
import { runs, sample } from '../seed.ts'
import { workspace } from '../workspace.ts'
import { files, editor as inMemory } from './editors.ts'

const root = join(import.meta.dirname, '../..')
/** Destinations with short forms of every kind, whose files are cut at any place. */
const several = /\/(?:customerio|google-analytics-4|webhook)\//

const bundled = readdirSync(join(root, 'destinations'))
  .flatMap(slug =>
    ['destination.json', 'destination.test.json', 'example.json'].map(name => `destinations/${slug}/${name}`),
  )
  .filter(file => existsSync(join(root, file)))
const editor = openEditor(workspace)

/** Asks everything about an offset. */
function ask(own: Editor, file: string, text: string, offset: number): void {
  const document = { file, text }
  const { from, to, items } = own.complete(document, offset)
  expect(from).toBeLessThanOrEqual(offset)
  expect(to).toBeGreaterThanOrEqual(from)
  for (const { insert, caret = insert.length } of items) expect(caret).toBeLessThanOrEqual(insert.length)
  const hover = own.hover(document, offset)
  if (hover) expect(hover.to).toBeLessThanOrEqual(text.length)
  own.definition(document, offset)
}

describe('any prefix of a file has answers', () => {
  test.each(bundled.filter(file => several.test(file)))('%s', file => {
    const text = readFileSync(join(root, file), 'utf8')
    const cut = fc.tuple(fc.nat(text.length), fc.nat(text.length))
    fc.assert(
      fc.property(cut, ([end, offset]) => {
        const prefix = text.slice(0, end)
        ask(editor, file, prefix, end)
        ask(editor, file, prefix, Math.min(end, offset))
      }),
      { numRuns: runs(40) },
    )
  })

  test.each(Object.entries(files))('at each offset of %s', (file, text) => {
    const offsets = Array.from({ length: text.length + 1 }, (_, offset) => offset)
    for (const offset of sample(offsets)) ask(inMemory, file, text, offset)
    for (const end of sample(offsets, 'ends')) ask(inMemory, file, text.slice(0, end), end)
  })

  test('with a part missing', () => {
    const [file, text] = Object.entries(files)[0]!
    const cut = fc.tuple(fc.nat(text.length), fc.nat(30), fc.nat(text.length))
    fc.assert(
      fc.property(cut, ([start, length, offset]) => {
        const rest = text.slice(0, start) + text.slice(start + length)
        ask(inMemory, file, rest, Math.min(rest.length, offset))
        inMemory.diagnose({ file, text: rest })
      }),
      { numRuns: runs(200) },
    )
  })
})

test.each([-1, -Infinity, Number.NaN, 0.5, 1e9, Infinity])(
  'an offset outside of the text is its nearest end: %s',
  offset => {
    const [file, text] = Object.entries(files)[0]!
    const end = offset > 1 ? text.length : 0
    const document = { file, text }
    expect(inMemory.complete(document, offset)).toEqual(inMemory.complete(document, end))
    expect(inMemory.complete({ file: 'events.json', text: '[]' }, offset)).toMatchObject({ from: Math.min(end, 2) })
    expect(inMemory.hover(document, offset)).toEqual(inMemory.hover(document, end))
    expect(inMemory.definition(document, offset)).toEqual(inMemory.definition(document, end))
  },
)

test.each(['[', '{"a":', '"', '\\', '{"__proto__":{"a":1},"destination":"', '\u0000', '//', '/*'])(
  'hostile text: %s',
  part => {
    const text = part.repeat(3000)
    for (const file of ['a.json', 'a.test.json', 'destination.json']) {
      ask(inMemory, file, text, text.length)
      inMemory.diagnose({ file, text })
    }
  },
)

describe('each key of an example can be completed', () => {
  test.each(bundled.filter(file => file.endsWith('example.json')))('%s', file => {
    const text = readFileSync(join(root, file), 'utf8')
    const keys = [...text.matchAll(/"([^"\\]+)"\s*:/g)]
    expect(keys.length).toBeGreaterThan(5)
    const lacking = sample(keys, file).filter(({ index }) => {
      const found = editor.complete({ file, text }, index + 1)
      return found.items.length === 0
    })
    expect(lacking.map(([key]) => key)).toEqual([])
  })
})

describe('each path that a definition reads is offered', () => {
  test.each(bundled.filter(file => several.test(file) && file.endsWith('/destination.json')))('%s', file => {
    const text = readFileSync(join(root, file), 'utf8')
    const draft = new JsonDraft(text)
    const lacking = [...text.matchAll(/"@path": "\$\.(\w+)/g)].filter(({ 0: whole, 1: first, index }) => {
      const offset = index + whole.length
      // Items of lists have keys that only samples show.
      if (draft.caret(offset)?.path.some(key => key === '@arrayPath' || key === 'fragments')) return false
      return !editor.complete({ file, text }, offset).items.some(({ label }) => label === first)
    })
    expect(lacking.map(([path]) => path)).toEqual([])
  })
})
