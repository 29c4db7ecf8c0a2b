import { js, read } from '../../code/index.ts'
import { readPath } from '../../value/index.ts'
import type { Directive } from '../directive.ts'
import { emitMapping } from '../emit.ts'
import { parseInputPath } from '../inputPath.ts'

export const path: Directive = {
  name: '@path',
  summary: 'The value at a path of the input.',
  examples: [
    {
      mapping: { '@path': '$.traits.email' },
      input: { traits: { email: 'ann@example.com' } },
      result: 'ann@example.com',
    },
    {
      mapping: { '@path': '$.properties.products[0].name' },
      input: { properties: { products: [{ name: 'Tea' }] } },
      result: 'Tea',
    },
    {
      mapping: { '@path': "$.context['utm.source'].first touch" },
      input: { context: { 'utm.source': { 'first touch': 'ad' } } },
      result: 'ad',
      note: 'a key runs to the next dot or bracket, and is quoted in brackets when it has one of them',
    },
    { mapping: { '@path': '$.' }, input: { userId: 'u-1' }, result: { userId: 'u-1' }, note: 'the whole input' },
    {
      mapping: { '@path': { '@template': '$.traits.{{context.locale}}' } },
      input: { context: { locale: 'de' }, traits: { de: 'Hallo' } },
      result: 'Hallo',
      note: 'the path itself may be computed',
    },
    { mapping: { '@path': '$.userId.length' }, input: { userId: 'u-1' }, note: 'a text has no properties' },
  ],
  parse(argument) {
    if (typeof argument.value === 'string') {
      const path = parseInputPath(argument.value)
      return { copies: true, reads: [{ path, at: argument.at }], emit: (block, input) => read(block, input, path) }
    }
    const text = argument.textMapping()
    return {
      parts: [{ mapping: text }],
      reads: [{ path: ['?'], at: argument.at }],
      emit: (block, input) => {
        const path = emitMapping(text, block, input)
        return block.const(js`${block.unit.link('readComputed', readComputed)}(${input}, ${path})`)
      },
    }
  },
}

/** Reads a path that only a run tells. What is not a text is no path. */
function readComputed(input: unknown, text: unknown): unknown {
  return typeof text === 'string' ? readPath(input, parseInputPath(text)) : undefined
}
