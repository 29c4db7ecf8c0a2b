import {
  type Definition,
  findOriginHosts,
  findUnknownValues,
  listTokenSecrets,
  listTokenValues,
  type MappingJson,
  type ParsedDefinition,
} from '../../destination/index.ts'
import {
  authNames,
  type BatchTemplate,
  batchSources,
  type Part,
  parseBatch,
  parsePart,
  parseRequest,
  type RequestTemplate,
  Slots,
  type Source,
  type TemplateContext,
} from '../../request/index.ts'
import {
  parseResponse,
  parseTokens,
  type ResponseTemplate,
  type TokenTemplate,
  type TokenUse,
} from '../../response/index.ts'
import { chargeCompilation, compileCost, type Pointer, pointer } from '../../value/index.ts'
import type { Skipped } from '../run/action.ts'
import { whyNone } from './whyNone.ts'

/** Request templates of an action. */
export interface ActionTemplates {
  readonly requests: readonly RequestTemplate[]
  readonly batch?: BatchTemplate
  readonly subject?: Part
  /** Meaning of answers, by the places of requests in the definition. */
  readonly responses: ReadonlyMap<Pointer, ResponseTemplate>
  /** Reason why the action makes no request, if it makes none. */
  readonly whyNone: Pick<Skipped, 'at' | 'message'>
}

/** Templates of all actions, with the slots of their fixed parts. */
export interface Templates {
  /** True if any action has a batch. */
  readonly hasBatches: boolean
  readonly actions: ReadonlyMap<string, ActionTemplates>
  readonly slots: Slots
  readonly tokens: ReadonlyMap<string, TokenTemplate>
}

/** Parses the request templates of every action. Mistakes go to the problems of the definition's context. */
export function parseTemplates(parsed: ParsedDefinition): Templates {
  const { definition, constants } = parsed
  const slots = new Slots()
  const known = new Map<string, ResponseTemplate | undefined>()
  const shared = definition.request ?? {}
  const settings = Object.keys(definition.settings ?? {})
  const unknown = findUnknownValues(settings, constants)
  const ofDefinition = { parsed, slots, unknown, roots, tokens: listTokenSecrets(definition), parts: new Map() }
  const defaultSubject = parseDefaultSubject(parsed, ofDefinition)
  const actions = [...parsed.actions.values()].map(({ key, at, definition }): [string, ActionTemplates] => {
    const context: TemplateContext = { ...ofDefinition, action: definition }
    const sources = (definition.requests ?? []).flatMap((given, i) =>
      given ? [{ given, at: pointer(at, 'requests', i) }] : [],
    )
    const responses = new Map<Pointer, ResponseTemplate>()
    const respond = <Template extends RequestTemplate>(template: Template, place: Pointer, all: readonly Source[]) => {
      const given = [...all, { given: definition, at }, { given: shared, at: '/request' }].flatMap(
        ({ given: { response }, at }) => (response ? [{ given: response, at: pointer(at, 'response') }] : []),
      )
      const [auth, token] = [authNames(template), findTokenUse(template, parsed.definition)]
      // Most requests of a destination have the response of its `request`.
      const key = JSON.stringify([given, auth, token])
      chargeCompilation(key.length * compileCost.writtenCharacter)
      const response = known.has(key) ? known.get(key) : parseResponse(given, auth, token, context)
      known.set(key, response)
      if (response === undefined) return template
      responses.set(place, response)
      return { ...template, place }
    }
    const requests = sources.flatMap(source => {
      const template = parseRequest([source], context)
      return template ? [respond(template, source.at, [source])] : []
    })
    const batchAt = pointer(at, 'batch')
    const batch =
      definition.batch && sources.length > 0
        ? parseBatch(definition.batch, batchAt, { sources, templates: requests }, context)
        : undefined
    const answered = batch && {
      ...batch,
      envelope: respond(batch.envelope, batchAt, batchSources(definition.batch!, batchAt, sources)),
    }
    const subject =
      definition.subject === undefined
        ? defaultSubject
        : parseSubject(definition.subject, pointer(at, 'subject'), context)
    const none = whyNone(
      sources.map(({ given }) => given),
      requests,
    )
    return [
      key,
      { requests, responses, whyNone: none, ...(answered && { batch: answered }), ...(subject && { subject }) },
    ]
  })
  const tokens = parseTokens({ ...ofDefinition, action: { fields: {} } })
  return { actions: new Map(actions), slots, tokens, hasBatches: actions.some(([, { batch }]) => batch) }
}

/** Finds the token that a request is made with, and the places of its secrets. */
function findTokenUse({ tokens: places = [] }: RequestTemplate, definition: Definition): TokenUse | undefined {
  const secrets = places.filter(({ name }) => findOriginHosts(definition, ['tokens', name]) === undefined)
  const [first] = [...secrets, ...places]
  const name = first && listTokenValues(definition).get(first.name)
  return name === undefined ? undefined : { name, places: [...new Set(secrets.map(({ at }) => at))] }
}

const roots = ['payload', 'settings', 'constants'] as const

/** The shared subject may read a field that any of the actions has. */
function parseDefaultSubject(
  { definition: { subject, actions } }: ParsedDefinition,
  context: Omit<TemplateContext, 'action'>,
): Part | undefined {
  const fields = {}
  for (const action of Object.values(actions)) Object.assign(fields, action.fields)
  return parseSubject(subject, '/subject', { ...context, action: { fields } })
}

function parseSubject(given: MappingJson | undefined, at: Pointer, context: TemplateContext): Part | undefined {
  return given === undefined || given === null ? undefined : parsePart(given, at, context.roots, context)
}
