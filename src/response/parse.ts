import type {
  MappingJson,
  ResponseDefinition,
  ResponseErrors,
  ResponseRule,
  ResponseStatus,
  Root,
} from '../destination/index.ts'
import { checkDecision } from '../mapping/index.ts'
import { type AuthName, type Part, parsePart, type TemplateContext } from '../request/index.ts'
import { type Pointer, pointer } from '../value/index.ts'
import type { StatusRange, TokenUse } from './reader.ts'

/** A response of the definition, with its place. */
export interface ResponseSource {
  readonly given: ResponseDefinition
  readonly at: Pointer
}

/** A rule, checked. */
export interface RuleTemplate extends Pick<ResponseRule, 'outcome' | 'pause'> {
  readonly at: Pointer
  readonly status?: readonly StatusRange[]
  readonly when?: Part
  readonly after?: Part
  readonly message?: Part
}

/** A list of errors, checked. */
export interface ErrorsTemplate extends Required<Pick<ResponseErrors, 'outcome' | 'others'>> {
  readonly at: Pointer
  readonly status?: readonly StatusRange[]
  readonly parts: { readonly list: Part } & { readonly [key in ErrorsPart]?: Part }
}

type ErrorsPart = 'when' | 'index' | 'key' | 'item' | 'after' | 'at' | 'message'

/** The response of a request, checked. */
export interface ResponseTemplate {
  readonly rules: readonly RuleTemplate[]
  readonly errors: readonly ErrorsTemplate[]
  /** Authentication of the request, which no mapping reads. */
  readonly auth: readonly AuthName[]
  readonly token?: TokenUse
}

const roots: readonly Root[] = ['request', 'response', 'items', 'settings', 'constants']
const errorRoots: readonly Root[] = [...roots, 'error', 'position']

/** Parses the response of a request: rules of all sources, the nearest first, and the errors of the nearest. */
export function parseResponse(
  sources: readonly ResponseSource[],
  auth: readonly AuthName[],
  token: TokenUse | undefined,
  context: TemplateContext,
): ResponseTemplate | undefined {
  if (sources.length === 0 && token === undefined) return undefined
  const rules = sources.flatMap(({ given, at }) =>
    (given.rules ?? []).flatMap((rule, i) => (rule ? [parseRule(rule, pointer(at, 'rules', i), context)] : [])),
  )
  const source = sources.find(({ given }) => given.errors !== undefined)
  const errors = source ? parseErrors(source, context) : []
  return { rules, errors, auth, ...(token && { token }) }
}

export function parseRule(
  rule: ResponseRule,
  at: Pointer,
  context: TemplateContext,
  reads: readonly Root[] = roots,
): RuleTemplate {
  const { status, outcome, pause, ...mappings } = rule
  const part = (key: 'when' | 'after' | 'message') => named(key, mappings[key], at, reads, context)
  const { when } = part('when')
  if (when) checkDecision(when.mapping, when.at, context.parsed.context.problems)
  return {
    at,
    outcome,
    ...(pause !== undefined && { pause }),
    ...(status !== undefined && { status: statusRanges(status) }),
    ...(when && { when }),
    ...part('after'),
    ...part('message'),
  }
}

function parseErrors({ given, at }: ResponseSource, context: TemplateContext): ErrorsTemplate[] {
  const { errors } = given
  const isList = Array.isArray(errors)
  const all = (isList ? errors : [errors]) as readonly (ResponseErrors | undefined)[]
  return all.flatMap((one, i) => {
    if (one === undefined) return []
    const place = isList ? pointer(at, 'errors', i) : pointer(at, 'errors')
    const list = parsePart(one.list, pointer(place, 'list'), roots, context)
    if (list === undefined) return []
    const part = (key: ErrorsPart, reads = errorRoots) => named(key, one[key], place, reads, context)
    const { when } = part('when')
    if (when) checkDecision(when.mapping, when.at, context.parsed.context.problems)
    if ((one.key === undefined) !== (one.item === undefined)) {
      const help = 'give both: `key` has the values that name items, and `item` those of each item'
      const message = '`key` and `item` belong together'
      context.parsed.context.problems.add('CM702', place, message, { help })
    }
    const mapped = { ...part('index'), ...part('key'), ...part('item', [...roots, 'item']), ...part('after') }
    const parts = { list, ...(when && { when }), ...mapped, ...part('at'), ...part('message') }
    const { outcome = 'rejected', others = 'delivered', status } = one
    return [{ at: place, outcome, others, ...(status !== undefined && { status: statusRanges(status) }), parts }]
  })
}

function named<Key extends string>(
  key: Key,
  value: MappingJson | undefined,
  at: Pointer,
  reads: readonly Root[],
  context: TemplateContext,
): { readonly [key in Key]?: Part } {
  const part = value === undefined ? undefined : parsePart(value, pointer(at, key), reads, context)
  return part ? ({ [key]: part } as { [key in Key]: Part }) : {}
}

/** Ranges of statuses: `429`, `[429, "5xx"]`. */
export function statusRanges(status: ResponseStatus): StatusRange[] {
  return [status].flat().flatMap((one): StatusRange[] => {
    // In place of a wrong status, which is reported already.
    if (one === undefined) return []
    if (typeof one === 'number') return [[one, one]]
    const first = Number((one as string)[0]) * 100
    return [[first, first + 99]]
  })
}

/** Lists the mappings of a response. */
export function listResponseParts({ rules, errors }: ResponseTemplate): Part[] {
  return [
    ...rules.flatMap(({ when, after, message }) => [when, after, message]),
    ...errors.flatMap(({ parts }) => Object.values(parts)),
  ].filter(part => part !== undefined)
}
