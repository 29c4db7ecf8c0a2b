import { expect, test } from 'vitest'
import { diagnostic as diagnose, type Extra } from '../diagnostics/diagnostic.ts'
import { type Code, codes } from '../diagnostics/index.ts'
import { renderDiagnostic } from './diagnostic.ts'

const diagnostic = (code: Code, at: string, message: string, extra?: Extra) => {
  return diagnose(code, codes[code], at, message, extra)
}

const at = '/subscriptions/0/trigger'

test.each([
  ['without a span', diagnostic('CM401', '', 'no such action'), undefined, ['error[CM401]: no such action', ' --> /']],
  [
    'with a span',
    diagnostic('CM202', at, 'no `==` here', { span: { start: 5, end: 7 }, help: 'write `=`' }),
    'type == "track"',
    [
      'error[CM202]: no `==` here',
      ` --> ${at}`,
      '  |',
      '  | type == "track"',
      '  |      ^^ a sign of another language',
      '  |',
      '  = help: write `=`',
    ],
  ],
  [
    'at the end of the text',
    diagnostic('CM201', at, 'ends too soon', { span: { start: 6, end: 6 } }),
    'type =',
    ['error[CM201]: ends too soon', ` --> ${at}`, '  |', '  | type =', '  |       ^', '  |'],
  ],
  [
    'on the second line',
    diagnostic('CM201', at, 'what', { span: { start: 10, end: 12 } }),
    'type = 1\n  ?? 2',
    ['error[CM201]: what', ` --> ${at}`, '  |', '  |   ?? 2', '  |  ^^', '  |'],
  ],
])('%s', (_, problem, text, lines) => {
  expect(renderDiagnostic(problem, text).split('\n')).toEqual(lines)
})

test('a long line is cut around the span', () => {
  const text = `${'a = 1 and '.repeat(100)}?`
  const [, , , shown, carets] = renderDiagnostic(
    diagnostic('CM201', at, 'x', { span: { start: 1000, end: 1001 } }),
    text,
  ).split('\n')
  expect(shown!.length).toBeLessThan(110)
  expect(shown![carets!.indexOf('^')]).toBe('?')
})
