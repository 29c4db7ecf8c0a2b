import { js } from '../code/index.ts'
import { findSecretPlaces, type SecretPlace, type UnknownSecret, type UnknownSecrets } from '../destination/index.ts'
import { chargeCompilation, compileCost, type Pointer, pointer, pointerKeys } from '../value/index.ts'
import type { Part, TemplateContext } from './part.ts'
import type { RequestTemplate } from './requestTemplate.ts'
import { distinct, type PlacesBySetting, secretPlaces } from './secrets.ts'

/** Adds the slot of the places of a request that are unknown if a setting is a reference. */
export function secretsSlot(
  at: Pointer,
  { slots, unknown }: TemplateContext,
  find: (unknown: UnknownSecrets) => readonly SecretPlace[],
): { readonly secrets?: number } {
  const all = find(unknown)
  if (all.length === 0) return {}
  chargeCompilation(all.length * compileCost.secret)
  const names = unknown.sort(all.map(({ name }) => name))
  const found = new Map<string, SecretPlace[]>(names.map(name => [name, []]))
  for (const place of all) found.get(place.name)!.push(place)
  const bySetting: PlacesBySetting = Object.fromEntries(found)
  return {
    secrets: slots.add(at, { all: bySetting }, [], ({ unit }) => {
      return js`${unit.import({ secretPlaces })}(${bySetting}, account)`
    }),
  }
}

/** Adds the places of a request that contain tokens. */
export function tokenPlaces(
  { tokens }: TemplateContext,
  find: (unknown: UnknownSecrets) => readonly SecretPlace[],
): { readonly tokens?: readonly SecretPlace[] } {
  const places = tokens.all.length > 0 ? find(tokens) : []
  chargeCompilation(places.length * compileCost.secret)
  return places.length > 0 ? { tokens: places.map(place => ({ ...place, isToken: true })) } : {}
}

type Parts = Omit<RequestTemplate, 'secrets'>

/** Finds the places of a request that contain unknown secrets. */
export function findSecrets(parts: Parts, ofAccount: UnknownSecrets): SecretPlace[] {
  const { url, query, allQuery, headers, allHeaders, auth, body, encoding, forEach } = parts
  const unknown = forEach ? ofAccount.with(readAs('item', forEach, ofAccount)) : ofAccount
  const inUrl = [
    url.part,
    ...query.values(),
    ...(allQuery ? [allQuery] : []),
    ...auth.flatMap(({ scheme, inputs }) => (scheme.place === 'query' ? inputs : [])),
  ]
  const inHeader = auth.filter(({ scheme }) => scheme.place !== 'query')
  return distinct([
    ...inUrl.flatMap(({ mapping }) => partly(findSecretPlaces(mapping, '/url', unknown))),
    ...inHeader.flatMap(({ scheme, inputs }) => {
      const places = inputs.flatMap(({ mapping }) =>
        findSecretPlaces(mapping, pointer('/headers', scheme.name), unknown),
      )
      return scheme.isBare ? places : partly(places)
    }),
    ...[...headers]
      .filter(([name]) => !auth.some(({ scheme }) => scheme.place === 'headers' && scheme.name === name))
      .flatMap(([name, { mapping }]) => findSecretPlaces(mapping, pointer('/headers', name), unknown)),
    ...(allHeaders ? partly(findSecretPlaces(allHeaders.mapping, '/headers', unknown)) : []),
    ...(body ? placesInBody(findSecretPlaces(body.mapping, '/body', unknown), encoding) : []),
  ])
}

/** Finds those of a batch, whose items are computed from the bodies of single requests. */
export function findBatchSecrets(
  {
    envelope,
    key,
    item,
    body,
  }: {
    readonly envelope: RequestTemplate
    readonly key?: Part | undefined
    readonly item?: Part | undefined
    readonly body?: Part | undefined
  },
  single: RequestTemplate,
  unknown: UnknownSecrets,
): SecretPlace[] {
  const ofSingle = findSecrets(single, unknown)
  const inSingle = readAt('body', ofSingle.filter(isInBody))
  const inItem = item ? findSecretPlaces(item.mapping, '/item', unknown.with(inSingle)) : ofSingle.filter(isInBody)
  const inKey = key ? readAs('key', key, unknown) : []
  const inBatch = body
    ? findSecretPlaces(body.mapping, '/body', unknown.with([...inKey, ...readAt('items', inItem)]))
    : inItem.map(({ name }) => ({ at: '/body', name, isWhole: false }))
  return distinct([
    ...findSecrets(envelope, unknown).filter(place => !isInBody(place)),
    ...placesInBody(inBatch, envelope.encoding),
  ])
}

function isInBody({ at }: SecretPlace): boolean {
  return at.startsWith('/body')
}

/** Keeps places in a body of JSON; in other bodies the place is the body. */
function placesInBody(places: readonly SecretPlace[], encoding: RequestTemplate['encoding']): readonly SecretPlace[] {
  return encoding === 'json' ? places : places.map(({ name }) => ({ at: '/body', name, isWhole: false }))
}

/** Finds the secrets of a part whose value a mapping reads as `item` or `key`. */
function readAs(root: string, { mapping }: Part, unknown: UnknownSecrets): UnknownSecret[] {
  return readAt(root, findSecretPlaces(mapping, pointer('', root), unknown))
}

/** Converts places to paths below `body` or `items`, at which a mapping reads them. */
function readAt(root: string, places: readonly SecretPlace[]): UnknownSecret[] {
  return places.map(({ at, name, isWhole }) => ({ path: [root, ...pointerKeys(at).slice(1)], name, isWhole }))
}

function partly(places: readonly SecretPlace[]): SecretPlace[] {
  return places.map(place => ({ ...place, isWhole: false }))
}
