import { findSecretPlaces, type SecretPlace, type UnknownSecret } from '../destination/index.ts'
import { pointer, pointerKeys } from '../value/index.ts'
import type { RequestTemplate } from './template.ts'

type Parts = Omit<RequestTemplate, 'secrets'>

/** The places of a request that are made of secrets whose values are not known. */
export function findSecrets(parts: Parts, unknown: readonly UnknownSecret[]): SecretPlace[] {
  if (unknown.length === 0) return []
  const { url, query, headers, allHeaders, auth, body, encoding } = parts
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

/** Only a body of JSON has places in it. */
export function placesInBody(places: readonly SecretPlace[], encoding: RequestTemplate['encoding']): SecretPlace[] {
  if (encoding === 'json') return [...places]
  return distinct(places.map(({ name }) => ({ at: '/body', name, isWhole: false })))
}

/** The same secrets where a part of a request is read at a path: the items of a batch. */
export function readAt(key: string, places: readonly SecretPlace[]): UnknownSecret[] {
  return places.map(({ at, name, isWhole }) => ({ path: [key, ...pointerKeys(at).slice(1)], name, isWhole }))
}

function partly(places: readonly SecretPlace[]): SecretPlace[] {
  return places.map(place => ({ ...place, isWhole: false }))
}

function distinct(places: readonly SecretPlace[]): SecretPlace[] {
  return [...new Map(places.map(place => [JSON.stringify([place.at, place.name]), place])).values()]
}
