import { type Account, tokenMark, valuesHider } from '../destination/index.ts'
import type { Request } from '../request/index.ts'
import { isObject, jsonOrText, lazy, pointerKeys, readPath } from '../value/index.ts'
import type { TokenUse } from './reader.ts'

/** An account whose messages also hide the tokens that a request contains, since an answer may echo them. */
export function hidingTokens(request: Request, { name, places }: TokenUse, account: Account): Account {
  const hideTokens = lazy(() => {
    const values = places.flatMap(place => findValues(request, place)).filter(value => typeof value === 'string')
    return valuesHider(values.map(value => ({ value, instead: tokenMark(name) })))
  })
  return { ...account, hideSecrets: text => account.hideSecrets(hideTokens()(text)) }
}

/** Finds the strings that may be tokens at a place of a request: after the scheme of a header, or in the path or query of a URL. */
function findValues(request: Request, place: string): unknown[] {
  const [part, ...keys] = pointerKeys(place)
  if (part === 'body') return [readPath(typeof request.body === 'string' ? jsonOrText(request.body) : undefined, keys)]
  const value = readPath(request, [part!, ...keys])
  if (typeof value !== 'string') return isObject(value) ? Object.values(value) : []
  if (part === 'headers') return [value, value.slice(value.indexOf(' ') + 1)]
  const [, , , ...pieces] = value.split(/[/?&]/)
  return pieces.map(piece => piece.slice(piece.indexOf('=') + 1))
}
