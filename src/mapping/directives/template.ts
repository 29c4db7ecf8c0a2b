import { type JsCode, join, js, read } from '../../code/index.ts'
import { type Path, parsePath, readPath } from '../../value/index.ts'
import type { Argument } from '../argument.ts'
import type { Directive } from '../directive.ts'
import { emitMapping } from '../emit.ts'
import { checkForeign } from '../foreignTemplate.ts'
import { toText } from '../text.ts'

export const template: Directive = {
  name: '@template',
  summary: 'Replaces each `{{path}}` in a string by its value; an absent value is empty.',
  examples: [
    { mapping: { '@template': 'Viewed {{name}}' }, input: { name: 'Home' }, result: 'Viewed Home' },
    {
      mapping: { '@template': '{{ traits.first }} {{{traits.last}}}' },
      input: { traits: { first: 'Ann' } },
      result: 'Ann ',
      note: 'three braces mean the same as two',
    },
    {
      mapping: { '@template': 'Hi {{name}}' },
      input: { name: '{{secret}}', secret: 's' },
      result: 'Hi {{secret}}',
      note: 'values are not expanded again',
    },
    { mapping: { '@template': { '@path': '$.text' } }, input: { text: 'Hi {{name}}', name: 'Ann' }, result: 'Hi Ann' },
  ],
  parse(argument) {
    if (typeof argument.value === 'string') {
      const pieces = parseTemplate(argument.value)
      checkPieces(argument, argument.value, pieces)
      checkForeign(argument, argument.value)
      const paths = pieces.filter(piece => typeof piece !== 'string')
      return {
        present: true,
        isText: true,
        reads: paths.map(path => ({ path, at: argument.at })),
        emit(block, input) {
          const show = block.unit.import({ toText })
          const parts = pieces.map(piece =>
            typeof piece === 'string' ? js`${piece}` : js`${show}(${read(block, input, piece)})`,
          )
          return block.const(parts.length === 0 ? js`""` : join(parts, ' + '))
        },
      }
    }
    const text = argument.textMapping()
    return {
      parts: [{ mapping: text }],
      reads: [{ path: ['?'], at: argument.at }],
      emit(block, input): JsCode {
        const given = emitMapping(text, block, input)
        return block.const(js`${block.unit.import({ renderTemplate })}(${given}, ${input})`)
      },
    }
  },
}

/** Reports remaining braces: a placeholder that is not closed, or empty. */
function checkPieces(argument: Argument, text: string, pieces: readonly Piece[]): void {
  if (!pieces.some(piece => typeof piece === 'string' && piece.includes('{{'))) return
  const start = text.lastIndexOf('{{')
  argument.suspect('a placeholder of this template is not closed', start, start + 2, 'close it: `{{traits.name}}`')
}

/** A piece of a template: a string, or the path of a value. */
type Piece = string | Path

/** Splits a template into strings and paths: `Hi {{traits.name}}` is `['Hi ', ['traits', 'name']]`. */
export function parseTemplate(text: string): Piece[] {
  // Three braces bind stronger than two.
  return cut(text, /\{\{\{([^}]+)(\}\}\})?/g).flatMap(piece =>
    typeof piece === 'string' ? cut(piece, /\{\{([^}]+)(\}\})?/g) : [piece],
  )
}

/**
 * Splits a string at its placeholders. Closing braces are optional in the patterns, which keeps them linear: if they are
 * absent, they are absent for every opening brace in the match.
 */
function cut(text: string, placeholder: RegExp): Piece[] {
  const pieces: Piece[] = []
  let end = 0
  for (const match of text.matchAll(placeholder)) {
    const [whole, path, closed] = match
    if (closed === undefined) continue
    if (match.index > end) pieces.push(text.slice(end, match.index))
    pieces.push(parsePath(path!.trim()))
    end = match.index + whole.length
  }
  if (end < text.length) pieces.push(text.slice(end))
  return pieces
}

/** Renders a template that is computed at run time; `undefined` if it is not a string. */
export function renderTemplate(text: unknown, input: unknown): string | undefined {
  if (typeof text !== 'string') return undefined
  return parseTemplate(text)
    .map(piece => (typeof piece === 'string' ? piece : toText(readPath(input, piece))))
    .join('')
}
