import { defineKey } from '../../code/index.ts'
import { charge, cost, decodePercent } from '../../value/index.ts'
import type { PureFunction } from './pureFunction.ts'

export const urlParameters: PureFunction = {
  name: 'urlParameters',
  summary: 'Decodes the query parameters of a URL. A repeated parameter becomes a list.',
  signature: '<s-:o>',
  examples: [
    {
      expression: '$urlParameters(context.page.url)',
      input: { context: { page: { url: 'https://shop.example.com/?gclid=abc&q=rye+flour#top' } } },
      result: { gclid: 'abc', q: 'rye flour' },
    },
    { expression: "$urlParameters('?tag=a&tag=b').tag", result: ['a', 'b'] },
    { expression: "$urlParameters('https://shop.example.com/#a?b=1')", result: {} },
    { expression: '$urlParameters(context.page.url)', input: {} },
  ],
  implementation: $urlParameters,
}

export function $urlParameters(url: string | undefined): object | undefined {
  if (url === undefined) return undefined
  charge(url.length * cost.matcherStep)
  const query = /^[^?#]*\?\??([^#]*)/.exec(url)?.[1] ?? ''
  const values = new Map<string, string[]>()
  for (const pair of query.toWellFormed().replaceAll('+', ' ').split('&')) {
    if (pair === '') continue
    const end = pair.includes('=') ? pair.indexOf('=') : pair.length
    const name = decodePercent(pair.slice(0, end))
    const value = decodePercent(pair.slice(end + 1))
    const known = values.get(name)
    if (known) known.push(value)
    else values.set(name, [value])
  }
  const parameters = {}
  for (const [name, list] of values) defineKey(parameters, name, list.length === 1 ? list[0] : list)
  return parameters
}
