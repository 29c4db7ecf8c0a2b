import { readdirSync, readFileSync } from 'node:fs'
import { parse } from 'acorn'
import { describe, expect, test } from 'vitest'
import { inspect } from '../src/api/analysis.ts'
import { CompileError, compile, type Definition } from '../src/api/index.ts'
import { compileMapping, compileTrigger } from '../src/api/languages.ts'
import { buildModule } from '../src/engine/index.ts'
import * as runtime from '../src/runtime/index.ts'
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

/** Variables and members that a program may name, besides numbered names and functions of the run time. */
const variables =
  words(`RegExp Set account action at body drafts error event fits items key length payload previousId result subject
subscription undefined`)
const members =
  words(`action actions aliases at batch body built call checkLength code constants destination distinct enabled encoding
envelope events every fields fill formats forwards has headers includes isFixed item key length maxBytes
maxItems messageId method name names payload places program push reads replace requests secrets settings shape
size slots slug spend subject subscription subscriptions trigger type types url value when whyNone`)

function words(text: string): ReadonlySet<string> {
  return new Set(text.split(/\s+/))
}

/** Functions of the run time by name. */
const imported: ReadonlySet<string> = new Set(Object.keys(runtime))

/** Identifiers of a program that nothing allows. */
function foreignNames(source: string): string[] {
  const found = new Set<string>()
  const program = parse(`(function () {${source}\n})`, { ecmaVersion: 2023 })
  JSON.stringify(program, function (this: { readonly computed?: boolean }, key, node) {
    if (node?.type === 'Identifier' && !/^[vfc]\d+$/.test(node.name)) {
      const isMember = (key === 'property' || key === 'key') && this.computed === false
      if (isMember ? !members.has(node.name) : !variables.has(node.name) && !imported.has(node.name))
        found.add(isMember ? `.${node.name}` : node.name)
    }
    return node?.type === 'Literal' ? undefined : node
  })
  return [...found]
}

const wellFormed = hostileWords.filter(word => word.isWellFormed())

describe('words of authors never become code', () => {
  test.each(readdirSync(new URL('../destinations/', import.meta.url)))('%s names nothing of its own', slug => {
    const file = new URL(`../destinations/${slug}/destination.json`, import.meta.url)
    const { code } = buildModule(JSON.parse(readFileSync(file, 'utf8')))
    const [, program] = /^(?:.*?)'callmap\/runtime'(.*)$/s.exec(code)!
    expect(foreignNames(program!.replace('export const { create } =', ''))).toEqual(['.version'])
  })

  test.each(wellFormed.map(word => [JSON.stringify(word), word]))('%s in every place of a definition', (_, word) => {
    const destination = compile(definitionWith(word))
    expect(foreignNames(inspect(destination).source)).toEqual([])
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
