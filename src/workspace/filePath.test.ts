import { describe, expect, it } from 'vitest'
import { isPath, resolveBeside } from './filePath.ts'

describe('a path in a file', () => {
  it.each([
    ['a/b.json', 'c.json', 'a/c.json'],
    ['b.json', 'c.json', 'c.json'],
    ['a/b.json', './c/../d.json', 'a/d.json'],
    ['a/b/c.json', '../../d.json', 'd.json'],
    ['a/b.json', '../../d.json', '../d.json'],
    ['../a/b.json', '../../d.json', '../../d.json'],
    ['/a/b.json', '../c.json', '/c.json'],
    ['a/b.json', '/c.json', '/c.json'],
    ['a/b.json', 'C:\\c.json', 'C:\\c.json'],
  ])('%s: %s is %s', (file, path, expected) => {
    expect(resolveBeside(file, path)).toBe(expected)
  })

  it.each([
    ['customerio', false],
    ['own.json', true],
    ['own/api', true],
    ['own\\api', true],
    ['json', false],
  ])('%s: %j', (name, expected) => {
    expect(isPath(name)).toBe(expected)
  })
})
