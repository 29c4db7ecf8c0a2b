import { describe, expect, it } from 'vitest'
import type { LocatedDiagnostic } from '../../workspace/index.ts'
import { createStyle } from '../style.ts'
import { formats } from './index.ts'

const text = '{\n  "a": 1,\n  "b": 2\n}\n'

/** A finding at the part of the text between two strings. */
function finding(from: string, to: string, more: Partial<LocatedDiagnostic> = {}): LocatedDiagnostic {
  const [start, end] = [text.indexOf(from), text.indexOf(to) + to.length]
  return { code: 'CM101', message: 'a message', place: { file: 'a.json', text, start, end }, ...more }
}

function render(format: string, ...problems: readonly LocatedDiagnostic[]): string {
  return formats.get(format)!.render(problems, createStyle(false), ['a.json'])
}

/** The finding with its file under another name. */
function inFile(file: string): LocatedDiagnostic {
  const one = finding('"a"', '1')
  return { ...one, place: { ...one.place!, file } }
}

describe('github', () => {
  // GitHub drops columns if the lines differ, and without `endLine` it marks the first line only.
  it('marks all lines of a finding, and columns within a line', () => {
    expect(render('github', finding('"a"', '1'))).toContain('file=a.json,line=2,col=3,endColumn=9::')
    expect(render('github', finding('"a"', '2'))).toContain('file=a.json,line=2,endLine=3::')
  })

  it('escapes what would end a command or a property', () => {
    const written = render('github', { ...inFile('a:b,c%.json'), message: '50 %\r\n::error::, more' })
    expect(written).toBe(
      '::error title=CM101 wrong-type,file=a%3Ab%2Cc%25.json,line=2,col=3,endColumn=9::50 %25%0D%0A::error::, more\n',
    )
  })
})

describe('junit', () => {
  // GitLab shows one of several cases with the same class and name.
  it('numbers equal findings of a file', () => {
    const names = [...render('junit', finding('"a"', '1'), finding('"b"', '2')).matchAll(/<testcase name="(.*?)"/g)]
    expect(names.map(([, name]) => name)).toEqual(['CM101 a message', 'CM101 a message (2)'])
  })

  it('counts failures and errors of each suite', () => {
    expect(render('junit', finding('"a"', '1', { severity: 'warning' }), finding('"b"', '2'))).toMatch(
      /<testsuites name="callmap check" tests="2" failures="1" errors="0">\n {2}<testsuite name="a.json" tests="2" failures="1" errors="0">/,
    )
  })

  it('has only characters that XML allows', () => {
    const written = render('junit', finding('"a"', '1', { message: 'a\u0000b\u001bc\ufffed\uffffe\n<&">' }))
    expect(written).toContain('message="a b c d e&#10;&#60;&#38;&#34;&#62;"')
  })
})

describe('sarif', () => {
  const locate = (problem: LocatedDiagnostic) =>
    JSON.parse(render('sarif', problem)).runs[0].results[0].locations[0].physicalLocation

  it.each([
    ['a.json', 'a.json'],
    ['../my files/a#1.json', '../my%20files/a%231.json'],
    ['c:d.json', 'c%3Ad.json'],
    ['/tmp/a b.json', 'file:///tmp/a%20b.json'],
    ['C:\\maps\\a.json', 'file:///C:/maps/a.json'],
    ['maps\\a.json', 'maps/a.json'],
  ])('%s has the URI %s', (file, uri) => {
    expect(locate(inFile(file)).artifactLocation).toEqual({ uri })
  })

  it('counts lines and columns from 1, up to the character after the end', () => {
    const region = { startLine: 2, startColumn: 3, endLine: 3, endColumn: 9 }
    expect(locate(finding('"a"', '2')).region).toEqual(region)
  })

  it('describes its rules as code scanning requires', () => {
    const [rule] = JSON.parse(render('sarif', finding('"a"', '1'))).runs[0].tool.driver.rules
    expect(rule).toMatchObject({
      id: 'CM101',
      shortDescription: { text: expect.any(String) },
      fullDescription: { text: expect.any(String) },
      help: { text: 'callmap help CM101' },
      defaultConfiguration: { level: 'error' },
    })
  })
})

it('json has the file of each label', () => {
  const place = { ...finding('"b"', '2').place!, file: 'b.json' }
  const related = [{ message: 'there', place }]
  const { labels } = JSON.parse(render('json', finding('"a"', '1', { label: 'here', related })))
  expect(labels).toMatchObject([
    { file: 'a.json', text: 'here', primary: true },
    { file: 'b.json', text: 'there' },
  ])
})
