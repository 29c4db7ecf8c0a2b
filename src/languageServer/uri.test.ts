import { expect, test } from 'vitest'
import { toPath, toSlashes, toUri } from './uri.ts'

test.each([
  ['file:///home/a%20b/m.json', '/home/a b/m.json', 'file:///home/a%20b/m.json'],
  ['file:///c%3A/shop/m.json', 'c:/shop/m.json', 'file:///c%3A/shop/m.json'],
  ['file:///C:/shop/m.json', 'c:/shop/m.json', 'file:///c%3A/shop/m.json'],
  ['file://server/share/m.json', '//server/share/m.json', 'file://server/share/m.json'],
  ['file:///a%ZZ.json', '/a%ZZ.json', 'file:///a%25ZZ.json'],
  ['untitled:Untitled-1', 'untitled:Untitled-1', 'untitled:Untitled-1'],
])('%s is the file %s', (uri, path, written) => {
  expect([toPath(uri), toUri(path)]).toEqual([path, written])
})

test('a path of Windows has slashes', () => {
  expect(['C:\\shop\\m.json', '\\\\server\\share', '/a\\b'].map(toSlashes)).toEqual([
    'c:/shop/m.json',
    '//server/share',
    '/a\\b',
  ])
})
