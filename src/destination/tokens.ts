import { own, type Path, rememberByObject } from '../value/index.ts'
import type { Account } from './account.ts'
import type { Definition } from './definition.ts'
import { redacted } from './settings.ts'
import { type SecretPlace, UnknownSecrets } from './unknownSecrets.ts'

/** Values of tokens that the caller stores. */
export type Tokens = { readonly [name: string]: string | undefined }

/** Names of tokens, by their values and origins. */
export function listTokenValues({ tokens }: Pick<Definition, 'tokens'>): ReadonlyMap<string, string> {
  return tokens === undefined ? new Map() : listValues(tokens)
}

/** Every mapping is checked against them. */
const listValues = /* @__PURE__ */ rememberByObject((tokens: NonNullable<Definition['tokens']>) => {
  return new Map(
    Object.entries(tokens).flatMap(([token, { values, origins = {} }]) =>
      [...Object.keys(values), ...Object.keys(origins)].map(value => [value, token] as const),
    ),
  )
})

/** Allowed hosts of the origin that a path reads; `undefined` if it reads none. */
export function findOriginHosts(
  definition: Pick<Definition, 'tokens'>,
  [root, name, ...rest]: Path,
): readonly string[] | undefined {
  if (root !== 'tokens' || name === undefined || rest.length > 0) return undefined
  const token = listTokenValues(definition).get(name)
  const { origins = {} } = (token === undefined ? undefined : own(definition.tokens ?? {}, token)) ?? {}
  return own(origins, name)?.hosts
}

/** Lists the values of tokens as secrets that templates read. */
export function listTokenSecrets(definition: Pick<Definition, 'tokens'>): UnknownSecrets {
  const names = [...listTokenValues(definition).keys()]
  return new UnknownSecrets(names.map(name => ({ path: ['tokens', name], name, isWhole: true })))
}

/** Prints an absent token in previews. */
export function tokenMark(name: string): string {
  return `<token ${name}>`
}

/** Prints an unknown secret as previews show it. */
export function secretMark({ name, isToken }: Pick<SecretPlace, 'name' | 'isToken'>): string {
  return isToken ? tokenMark(name) : redacted(name)
}

/** True if the caller gave no value. */
export function isTokenAbsent(name: string, { tokens }: Account): boolean {
  return tokens[name] === tokenMark(name)
}
