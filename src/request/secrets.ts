import type { Account, SecretPlace } from '../destination/index.ts'
import { RequestError } from './requestError.ts'

/** Places that contain an unknown secret if a setting is a reference, by setting. */
export type PlacesBySetting = { readonly [setting: string]: readonly Omit<SecretPlace, 'name'>[] }

/** Lists the places with unknown secrets for an account; absent if it has none. */
export function secretPlaces(bySetting: PlacesBySetting, { references }: Account): SecretPlace[] | undefined {
  if (references.size === 0) return undefined
  const places = Object.keys(bySetting).flatMap(setting => {
    const name = references.get(setting)
    return name === undefined ? [] : bySetting[setting]!.map(place => ({ ...place, name }))
  })
  return places.length > 0 ? distinct(places) : undefined
}

/** The places, each once. */
export function distinct(places: readonly SecretPlace[]): SecretPlace[] {
  return [...new Map(places.map(place => [JSON.stringify([place.at, place.name]), place])).values()]
}

/** Refuses a request that needs an absent token. @throws RequestError */
export function refuseAbsent(absent: readonly SecretPlace[]): void {
  const names = [...new Set(absent.map(({ name }) => name))]
  if (names.length === 0) return
  const help = 'pass the stored `tokens`, or ask for a preview with `{ redact: true }`'
  const message = `no token ${names.map(name => `\`${name}\``).join(', ')}: ${help}`
  throw new RequestError(message, { code: 'CM707', absentToken: names[0]! })
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
