import { expect, test } from 'vitest'
import { memoryWorkspace } from './memory.ts'
import { findSamples } from './samples.ts'

const event = '{ "type": "track", "event": "A" }'
const { files, catalogue } = memoryWorkspace({
  files: {
    'mappings/shop.json': '{}',
    'mappings/shop.test.json': `{ "events": { "a": ${event}, "b": "events/b.json" }, "tests": [{ "event": { "type": "page" } }, { "event": "a" }] }`,
    'mappings/events/b.json': '{ "type": "group" }',
    'mappings/events.ndjson': '{ "type": "alias" }\nnot json\n',
    'mappings/event-1.json': '{ "type": "screen" }',
    'other.json': '\ufeff{}',
  },
  definitions: { own: { slug: 'own' } },
})

test.each<[pattern: string, folder: string | undefined, found: string[]]>([
  ['*.json', undefined, ['other.json']],
  ['**/shop*.json', undefined, ['mappings/shop.json', 'mappings/shop.test.json']],
  ['*.{ndjson,txt}', 'mappings', ['mappings/events.ndjson']],
  ['*.json', './mappings/events/', ['mappings/events/b.json']],
])('the pattern %s in the folder %s', (pattern, folder, found) => {
  expect(files.glob(pattern, folder)).toEqual(found)
})

test('files and folders', () => {
  expect([files.stat('./other.json'), files.stat('mappings'), files.stat('none')]).toEqual([
    'file',
    'folder',
    undefined,
  ])
  expect(files.read('mappings/../other.json')).toBe('{}')
  expect(() => files.read('none.json')).toThrow('`none.json` does not exist')
  expect(files.relative('mappings/events', 'other.json')).toBe('../../other.json')
})

test('the file of a bundled definition can be read', () => {
  const { file, text } = catalogue.read('own')!
  expect([catalogue.slugs(), files.read(file), catalogue.read('none')]).toEqual([['own'], text, undefined])
})

test('samples are the events of the tests beside a file, and those in event files', () => {
  const types = (file: string) => findSamples({ files, catalogue }, file).map(found => (found as { type: string }).type)
  expect(types('mappings/shop.json')).toEqual(['track', 'group', 'page', 'screen', 'alias'])
  expect(types('mappings/shop.test.json')).toEqual(types('mappings/shop.json'))
  expect(types('other.json')).toEqual([])
})
