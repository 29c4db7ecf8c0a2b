import { parse } from 'acorn'
import { describe, expect, test } from 'vitest'
import { inspect } from '../src/api/analysis.ts'
import { CompileError, compile, type Definition } from '../src/api/index.ts'
import { compileMapping, compileTrigger } from '../src/api/languages.ts'
import { hostileWords } from './property/hostile.ts'

/** Every place of a definition where an author chooses the word. */
function definitionWith(word: string): Definition {
  const text = JSON.stringify(word)
  const inExpression = text.replaceAll('\\u2028', ' ').replaceAll('\\u2029', ' ')
  return JSON.parse(
    JSON.stringify({
      slug: 'demo',
      name: word || 'x',
      settings: { [`k${word}`]: { type: 'string', default: word }, key: { type: 'secret', default: word } },
      constants: { [`c${word}`]: word },
      request: { auth: { basic: { username: word, password: { '@path': '$.settings.key' } } } },
      actions: {
        [`a${word}`]: {
          fields: {
            [`f${word}`]: { type: 'string', default: word, choices: [word, 'other'] },
            path: { type: 'string', default: { '@path': `$.properties['${word.replace(/['\]]/g, '')}'].x` } },
            template: { type: 'string', default: { '@template': `${word} {{traits.a}}` } },
            object: {
              type: 'object',
              default: { [`m${word}`]: { '@literal': word } },
              properties: { [`p${word}`]: { type: 'string' } },
            },
            jsonata: {
              type: 'string',
              default: { '@jsonata': `${inExpression} & properties.${'`'}${word.replace(/[`\n\r]/g, '')}${'`'}` },
            },
            replace: {
              type: 'string',
              default: { '@replace': { pattern: word || 'x', replacement: word, value: { '@path': '$.event' } } },
            },
          },
          checks: [{ when: { '@jsonata': `payload.path = ${inExpression}` }, message: word }],
          requests: [
            {
              url: { '@template': 'https://x.example/{{payload.path}}' },
              query: { [`q${word}`]: { '@path': '$.payload.path' } },
              body: { [`b${word}`]: { '@path': '$.payload.template' }, [word]: word },
            },
          ],
        },
      },
      subscriptions: [
        {
          name: word,
          action: `a${word}`,
          trigger: `type = "track" and event != ${text} and contains(properties.a, ${text})`,
        },
      ],
    }),
  )
}

/** Identifiers of a program, without the numbers of generated names. */
function identifiers(source: string): Set<string> {
  const names = new Set<string>()
  const program = parse(`(function () {${source}\n})`, { ecmaVersion: 2023 })
  JSON.stringify(program, (_, node) => {
    if (node?.type === 'Identifier') names.add(node.name.replace(/\d+$/, ''))
    return node?.type === 'Literal' ? undefined : node
  })
  return names
}

const wellFormed = hostileWords.filter(word => word.isWellFormed())

/** Names that callmap adds for keys that prototypes have. */
const forPrototypes = ['defineKey', 'hasOwn_']

describe('words of authors never become code', () => {
  const plain = identifiers(inspect(compile(definitionWith('word'))).source)

  test.each(wellFormed.map(word => [JSON.stringify(word), word]))('%s in every place of a definition', (_, word) => {
    const destination = compile(definitionWith(word))
    const added = [...identifiers(inspect(destination).source)].filter(
      name => !plain.has(name) && !forPrototypes.includes(name),
    )
    expect(added).toEqual([])
    const event = { type: 'track', event: 'E', properties: { a: 'b' }, traits: { a: 'b' } }
    const { actions } = destination.map(event)
    destination.requests(actions).requests
    destination.explain(event)
    expect(Object.keys(Object.prototype)).toEqual([])
  })

  test.each(hostileWords.map(word => [JSON.stringify(word), word]))(
    '%s in a trigger and a mapping on their own',
    (_, word) => {
      expect(compileTrigger(`event = ${JSON.stringify(word)}`)({ type: 'track', event: word })).toBe(true)
      expect(JSON.stringify(compileMapping({ [`k${word}`]: word })({}))).toBe(JSON.stringify({ [`k${word}`]: word }))
    },
  )

  test('a key that is not well-formed Unicode does not compile', () => {
    expect(() => compile(definitionWith('\ud800'))).toThrow(CompileError)
  })

  test('the source contains no secret', () => {
    const { source } = inspect(compile(definitionWith('word'), { settings: { key: 'sk-live-123' } }))
    expect(source).not.toContain('sk-live-123')
  })
})
