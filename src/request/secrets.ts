import { findSecretPlaces, type SecretPlace, type UnknownSecret } from '../destination/index.ts'
import { pointer, pointerKeys } from '../value/index.ts'
import type { Part } from './part.ts'
import { RequestError } from './requestError.ts'
import type { RequestTemplate } from './requestTemplate.ts'

type Parts = Omit<RequestTemplate, 'secrets'>

/** Finds the places of a request that contain unknown secrets. */
export function findSecrets(parts: Parts, ofAccount: readonly UnknownSecret[]): SecretPlace[] {
  if (ofAccount.length === 0) return []
  const { url, query, headers, allHeaders, auth, body, encoding, forEach } = parts
  const unknown = forEach ? [...ofAccount, ...readAs('item', forEach, ofAccount)] : ofAccount
  const inUrl = [url.part, ...query.values(), ...(auth?.place === 'query' ? auth.inputs : [])]
  const inHeader = auth === undefined || auth.place === 'query' ? [] : auth.inputs
  return distinct([
    ...inUrl.flatMap(({ mapping }) => partly(findSecretPlaces(mapping, '/url', unknown))),
    ...inHeader.flatMap(({ mapping }) => {
      const places = findSecretPlaces(mapping, pointer('/headers', auth!.name), unknown)
      return auth!.isBare ? places : partly(places)
    }),
    ...[...headers]
      .filter(([name]) => name !== auth?.name || auth.place !== 'headers')
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
  ofSingle: readonly SecretPlace[],
  unknown: readonly UnknownSecret[],
): SecretPlace[] {
  const inSingle = readAt('body', ofSingle.filter(isInBody))
  const inItem = item ? findSecretPlaces(item.mapping, '/item', [...unknown, ...inSingle]) : ofSingle.filter(isInBody)
  const inKey = key ? readAs('key', key, unknown) : []
  const inBatch = body
    ? findSecretPlaces(body.mapping, '/body', [...unknown, ...inKey, ...readAt('items', inItem)])
    : inItem.map(({ name }) => ({ at: '/body', name, isWhole: false }))
  return distinct([...envelope.secrets.filter(place => !isInBody(place)), ...placesInBody(inBatch, envelope.encoding)])
}

function isInBody({ at }: SecretPlace): boolean {
  return at.startsWith('/body')
}

/** Keeps places in a body of JSON; in other bodies the place is the body. */
function placesInBody(places: readonly SecretPlace[], encoding: RequestTemplate['encoding']): readonly SecretPlace[] {
  return encoding === 'json' ? places : places.map(({ name }) => ({ at: '/body', name, isWhole: false }))
}

/** Finds the secrets of a part whose value a mapping reads as `item` or `key`. */
function readAs(root: string, { mapping }: Part, unknown: readonly UnknownSecret[]): UnknownSecret[] {
  return readAt(root, findSecretPlaces(mapping, pointer('', root), unknown))
}

/** Converts places to paths below `body` or `items`, at which a mapping reads them. */
function readAt(root: string, places: readonly SecretPlace[]): UnknownSecret[] {
  return places.map(({ at, name, isWhole }) => ({ path: [root, ...pointerKeys(at).slice(1)], name, isWhole }))
}

function partly(places: readonly SecretPlace[]): SecretPlace[] {
  return places.map(place => ({ ...place, isWhole: false }))
}

/** The places, each once. */
export function distinct(places: readonly SecretPlace[]): SecretPlace[] {
  return [...new Map(places.map(place => [JSON.stringify([place.at, place.name]), place])).values()]
}

/** Refuses a request with unknown secrets, which cannot be sent. @throws RequestError */
export function refuseUnknown(secrets: readonly SecretPlace[] = []): void {
  const names = [...new Set(secrets.map(({ name }) => name))]
  if (names.length === 0) return
  const values = names.length === 1 ? 'its value' : 'their values'
  const help = `give ${values} in the settings, or ask for a preview with \`{ redact: true }\``
  const message = `the request needs ${names.length === 1 ? 'the secret' : 'the secrets'} ${names.join(', ')}: ${help}`
  throw new RequestError(message, { code: 'CM706' })
}
