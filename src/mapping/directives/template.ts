import { type JsCode, join, js, read } from '../../code/index.ts'
import { built, cost } from '../../value/index.ts'
import type { Argument } from '../argument.ts'
import type { Directive } from '../directive.ts'
import { emitMapping } from '../emit.ts'
import { checkForeign } from '../foreignTemplate.ts'
import { parseTemplate, renderTemplate, type TemplatePiece } from '../template.ts'
import { toText } from '../text.ts'

export const template: Directive = {
  name: '@template',
  summary: 'Replaces each `{{path}}` in a string by its value; an absent value is empty.',
  language: 'template',
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
          if (parts.length === 0) return block.const(js`""`)
          block.cost(parts.length * cost.call)
          return block.const(js`${block.unit.import({ built })}(${join(parts, ' + ')})`)
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
function checkPieces(argument: Argument, text: string, pieces: readonly TemplatePiece[]): void {
  if (!pieces.some(piece => typeof piece === 'string' && piece.includes('{{'))) return
  const start = text.lastIndexOf('{{')
  argument.suspect('a placeholder of this template is not closed', start, start + 2, 'close it: `{{traits.name}}`')
}
