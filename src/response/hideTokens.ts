import { type Account, tokenMark, valuesHider } from '../destination/index.ts'
import type { Request } from '../request/index.ts'
import { jsonOrText, pointerKeys, readPath } from '../value/index.ts'
import type { TokenUse } from './reader.ts'

/** An account whose messages also hide the tokens that a request contains, since an answer may echo them. */
export function hidingTokens(request: Request, { name, places }: TokenUse, account: Account): Account {
  const values = places.flatMap(place => findValues(request, place))
  const hideTokens = valuesHider(values.map(value => ({ value, instead: tokenMark(name) })))
  return { ...account, hideSecrets: text => account.hideSecrets(hideTokens(text)) }
}

/** Finds the strings that may be tokens at a place of a request: after the scheme of a header, or in the query of a URL. */
function findValues({ headers, url, body }: Request, place: string): string[] {
  const [part, ...keys] = pointerKeys(place)
  if (part === 'headers') {
    const value = headers[keys[0] ?? '']
    return value === undefined ? Object.values(headers) : [value, value.slice(value.indexOf(' ') + 1)]
  }
  if (part === 'url') {
    const [, ...pairs] = url.split(/[?&]/)
    return pairs.map(pair => pair.slice(pair.indexOf('=') + 1))
  }
  const value = readPath(jsonOrText(body ?? ''), keys)
  return typeof value === 'string' ? [value] : []
}
