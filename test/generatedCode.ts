import { parse } from 'acorn'
import type { Definition } from '../src/api/index.ts'
import * as runtime from '../src/runtime/index.ts'

/** Every place of a definition where an author chooses the word. */
export function definitionWith(word: string): Definition {
  const text = JSON.stringify(word)
  const inExpression = text.replaceAll('\\u2028', ' ').replaceAll('\\u2029', ' ')
  return JSON.parse(
    JSON.stringify({
      slug: 'demo',
      name: word || 'x',
      settings: {
        [`k${word}`]: { type: 'string', default: word, label: word, description: word },
        key: { type: 'secret', default: word },
      },
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
  words(`Map RegExp Set account action at body create drafts error event input items key length misfits payload previousId result subject
subscription trail undefined`)
const members =
  words(`action actions aliases after arity at auth batch batches body built call checkLength code constants create destination distinct enabled encoding
envelope error errors events every expires fields fill formats forwards has headers implementation includes index isFixed isForAll isKept item items key length list maxBytes
maxItems message messageId method name names payload others outcome parameters parts pause places position program push readErrors readToken reader reads replace request requests response responses rules
secrets settings shape signature
size slots slug spend status subject subscription subscriptions run takesRun template token tokenFunctions tokenRequests tokenValues tokens type types url value values when whyNone`)

function words(text: string): ReadonlySet<string> {
  return new Set(text.split(/\s+/))
}

/** Functions of the run time by name. */
const imported: ReadonlySet<string> = new Set(Object.keys(runtime))

/** Identifiers of a program or a built module that nothing allows. */
export function foreignNames(source: string): string[] {
  const found = new Set<string>()
  const program = parse(source, { ecmaVersion: 2023, sourceType: 'module', allowReturnOutsideFunction: true })
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
