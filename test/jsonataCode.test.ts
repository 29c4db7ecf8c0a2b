import { parse } from 'acorn'
import { describe, expect, it } from 'vitest'
import { compileJsonata } from '../src/jsonata/index.ts'
import { hostileWords } from './property/hostile.ts'

/** Expressions with a word of an author in every place that takes one. */
const places: readonly ((word: string) => string)[] = [
  word => `\`${word.replaceAll('`', '')}\`.x.\`${word.replaceAll('`', '')}\``,
  word => `a[b = ${quoted(word)}].c & ${quoted(word)}`,
  word => `{${quoted(word)}: 1, "b": {${quoted(word)}: a}}`,
  word => `{a: 1, ${quoted(word)}: 2}`,
  word => `a{b: ${quoted(word)}}`,
  word => `$lookup($, ${quoted(word)})`,
  word => `$map(a, function($v) { $v & ${quoted(word)} })`,
  word => `(${variable(word)} := 1; $f := function(${variable(word)}) { ${variable(word)} }; $f(${variable(word)}))`,
  word => `a@${variable(word)}.b#${variable(`${word}i`)}.[${variable(word)}, ${variable(`${word}i`)}, %.c]`,
  word => `$contains(a, /${word.replace(/[^\w ]/g, '\\$&').replaceAll('\n', 'n')}x/i)`,
  word => `$ ~> |a|{${quoted(word)}: 1}, ${quoted(word)}|`,
  word => `a^(\`${word.replaceAll('`', '')}\`)`,
  word => `($f := function($a)<s:s> { $a }; $f(${quoted(word)}))`,
]

const quoted = (word: string) => JSON.stringify(word)

/** Anything can be in the name of a variable but blanks and signs. */
const variable = (word: string) => `$v${word.replace(/[\s.[\]{}(),@#;:?+\-*/%|=<>^!~&"'`]/g, '')}`

/** Names that callmap adds for keys that prototypes have. */
const forPrototypes = ['defineKey', 'hasOwnKey', 'call', 'undefined']

/** Identifiers of a program, without the numbers of generated names. */
function identifiers(source: string): string[] {
  const names = new Set<string>()
  const program = parse(`(function () {${source}\n})`, { ecmaVersion: 2023 })
  JSON.stringify(program, (_, node) => {
    if (node?.type === 'Identifier') names.add(node.name.replace(/\d+$/, ''))
    return node?.type === 'Literal' ? undefined : node
  })
  return [...names]
}

describe.each(places.map((place, index) => [place('word'), index, place] as const))('%s', (_, __, place) => {
  const known = new Set([...identifiers(compileJsonata(place('word')).source), ...forPrototypes])

  it.each(hostileWords.map(word => [JSON.stringify(word), word]))('treats %s as data', (_, word) => {
    const compiled = compileJsonata(place(word))
    expect(identifiers(compiled.source).filter(name => !known.has(name))).toEqual([])
    expect(compileJsonata(place(word)).source).toBe(compiled.source)
    const input = { a: [{ b: word, c: 1, [word]: 2 }], [word]: { x: { [word]: 3 } } }
    expect(outcome(() => compiled(input))).toEqual(outcome(() => compiled(structuredClone(input))))
  })
})

function outcome(run: () => unknown): string {
  try {
    return JSON.stringify(run()) ?? 'nothing'
  } catch (error) {
    return String(error)
  }
}
