import { js, read } from '../../code/index.ts'
import { charge, cost, readPath } from '../../value/index.ts'
import type { Argument } from '../argument.ts'
import type { Directive } from '../directive.ts'
import { emitMapping } from '../emit.ts'
import { parseInputPath } from '../inputPath.ts'

export const path: Directive = {
  name: '@path',
  summary: 'Gives the value at a path of the input.',
  language: 'path',
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
      note: 'a key ends at the next dot or bracket; a key that contains one is quoted in brackets',
    },
    { mapping: { '@path': '$.' }, input: { userId: 'u-1' }, result: { userId: 'u-1' }, note: 'the whole input' },
    {
      mapping: { '@path': { '@template': '$.traits.{{context.locale}}' } },
      input: { context: { locale: 'de' }, traits: { de: 'Hallo' } },
      result: 'Hallo',
      note: 'the path may be a directive',
    },
    { mapping: { '@path': '$.userId.length' }, input: { userId: 'u-1' }, note: 'a string has no properties' },
  ],
  parse(argument) {
    if (typeof argument.value === 'string') {
      checkPath(argument, argument.value)
      const path = parseInputPath(argument.value)
      return { copies: true, reads: [{ path, at: argument.at }], emit: (block, input) => read(block, input, path) }
    }
    const text = argument.textMapping()
    return {
      parts: [{ mapping: text }],
      reads: [{ path: ['?'], at: argument.at }],
      emit: (block, input) => {
        const path = emitMapping(text, block, input)
        return block.const(js`${block.unit.import({ readComputed })}(${input}, ${path})`)
      },
    }
  },
}

/** Reports two dots without a key between them, and brackets that are part of a key. */
function checkPath(argument: Argument, text: string): void {
  const unquoted = text.replace(/\[(?:"[^"]*"|'[^']*')\]/g, quoted => '_'.repeat(quoted.length))
  const gap = /(?<=[^$])\.\.|\.$/.exec(unquoted)
  if (gap && text !== '$.') {
    const at = gap.index + 1
    argument.suspect(`\`${text}\` has a dot without a key`, gap.index, at, 'remove the dot, or name the key')
  }
  const bracket = /[[\]]/.exec(parseInputPath(text).join(' '))?.[0]
  if (bracket === undefined) return
  const at = text.lastIndexOf(bracket)
  const help = 'a bracket holds a number or a quoted key: `items[0]`, `context["utm.source"]`'
  argument.suspect(`\`${text}\` has a \`${bracket}\` that is part of a key`, at, at + 1, help)
}

/** Reads a path that is computed at run time; `undefined` if it is not a string. */
export function readComputed(input: unknown, text: unknown): unknown {
  if (typeof text !== 'string') return undefined
  charge(text.length * cost.pathCharacter)
  return readPath(input, parseInputPath(text))
}
