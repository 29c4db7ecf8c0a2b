import { js } from '../../code/index.ts'
import { emitJsonata, emitJsonataFunctions, mayLeaveJson, parseJsonata } from '../../jsonata/index.ts'
import { isJson, payForValue } from '../../value/index.ts'
import type { Argument } from '../argument.ts'
import { findExpressionBranches } from '../branches.ts'
import type { Directive } from '../directive.ts'
import { joinLines } from '../functions.ts'
import { refuseForeign } from '../refuseForeign.ts'

const maxLength = 10_000

export const jsonata: Directive = {
  name: '@jsonata',
  summary: 'Evaluates a JSONata expression over the input. It may be written as a list of lines.',
  language: 'jsonata',
  examples: [
    {
      mapping: { '@jsonata': '$number(properties.total) * 100' },
      input: { properties: { total: '12.5' } },
      result: 1250,
    },
    {
      mapping: {
        '@jsonata': ['properties.products[price > 10].{', '  "sku": product_id,', '  "total": price * quantity', '}'],
      },
      input: { properties: { products: [{ product_id: 'p-1', price: 12, quantity: 2 }, { price: 5 }] } },
      result: { sku: 'p-1', total: 24 },
    },
    { mapping: { '@jsonata': 'traits.plan' }, input: { traits: {} } },
  ],
  parse(argument) {
    const text = readText(argument)
    if (text === undefined) return undefined
    const { problems, functions } = argument.parser.context
    const expression = parseJsonata(text, problems, argument.at, { known: functions.names })
    if (expression === undefined) return undefined
    return {
      reads: expression.reads.map(path => ({ path, at: argument.at })),
      get branches() {
        return findExpressionBranches(expression)
      },
      get points() {
        return expression.parts().map(part => ({ at: argument.at, ...part }))
      },
      emit(block, input) {
        const { unit, trace } = block
        const objects = block.objectMembers(input)
        const options = { place: argument.within, showsValues: trace !== undefined, objects }
        const run = emitJsonata(
          expression,
          unit,
          emitJsonataFunctions(functions.expressions, expression, unit),
          options,
        )
        if (!mayLeaveJson(expression, functions.expressions)) {
          return block.const(js`${unit.import({ payForValue })}(${run}(${input}))`)
        }
        const value = block.const(js`${run}(${input})`)
        const refuse = js`${unit.import({ refuseForeign })}(${value}, ${argument.within})`
        block.add(js`if (!${unit.import({ isJson })}(${value})) ${refuse};`)
        return value
      },
    }
  },
}

function readText(argument: Argument): string | undefined {
  if (!Array.isArray(argument.value)) return argument.text(maxLength)
  const lines = argument.items()?.map(line => line.text(maxLength))
  return lines?.every(line => line !== undefined) ? joinLines(lines) : undefined
}
