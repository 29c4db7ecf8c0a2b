import type { Account } from '../destination/index.ts'
import type { AuthName, Request } from '../request/index.ts'
import { charge, cost, isObject, lazy, readJson } from '../value/index.ts'
import type { ReadAnswer } from './answer.ts'
import type { ResponseInput } from './reader.ts'

/** Makes the input of a response's mappings. Most answers need no part of the request, so it is parsed on first use. */
export function responseInput(
  request: Request,
  response: ReadAnswer,
  auth: readonly AuthName[],
  account: Account,
): ResponseInput {
  const body = lazy(() => bodyOf(request))
  const shown = lazy(() => ({ ...withoutAuth(request, auth, account), body: body() }))
  const items = lazy(() => itemsOf(body(), request.items.length))
  const { settings, constants } = account
  return {
    settings,
    constants,
    response,
    get request() {
      return shown()
    },
    get items() {
      return items()
    },
  }
}

/** Value of the body of a request. */
function bodyOf({ body, headers }: Request): unknown {
  if (typeof body !== 'string') return undefined
  const type = isObject(headers) ? headers['content-type'] : undefined
  if (typeof type === 'string' && type.includes('ndjson')) {
    charge(body.length)
    return body
      .split('\n')
      .filter(line => line !== '')
      .map(readJson)
  }
  return typeof type === 'string' && type.includes('json') ? readJson(body) : body
}

/** Elements of the lists of a body, in order; those of its only list with the items of a batch; the body itself if it has no list. */
function itemsOf(body: unknown, count: number): readonly unknown[] {
  if (Array.isArray(body)) return body
  if (!isObject(body)) return [body]
  const keys = Object.keys(body)
  charge(keys.length * cost.kept)
  const lists = keys.flatMap(key => (Array.isArray(body[key]) ? [body[key] as unknown[]] : []))
  const [batched, another] = count > 1 ? lists.filter(({ length }) => length === count) : []
  if (batched && !another) return batched
  charge(lists.reduce((sum, { length }) => sum + length, 0) * cost.kept)
  return lists.length === 0 ? [body] : lists.flat()
}

/** Removes the authentication of a request, and hides other secrets in its URL and headers. */
function withoutAuth({ method, url, headers }: Request, auth: readonly AuthName[], { hideSecrets }: Account) {
  const parameters = auth.filter(({ place }) => place === 'query')
  const hidden = new Set(['authorization', ...auth.filter(one => !parameters.includes(one)).map(({ name }) => name)])
  const texts = Object.entries(isObject(headers) ? headers : {}).filter(([, value]) => typeof value === 'string')
  const shown = texts.filter(([name]) => !hidden.has(name))
  return {
    method,
    url: hideSecrets(parameters.reduce((left, { name }) => withoutPair(left, name), paid(String(url)))),
    headers: Object.fromEntries(shown.map(([name, value]) => [name, hideSecrets(paid(value))])),
  }
}

function paid(text: string): string {
  charge(text.length * cost.urlCharacter)
  return text
}

/** Removes a parameter from the query of a URL. Its name is encoded. */
function withoutPair(url: string, name: string): string {
  const [base = '', query] = url.split('?', 2)
  const pairs = query?.split('&').filter(pair => !pair.startsWith(`${name}=`))
  return pairs?.length ? `${base}?${pairs.join('&')}` : base
}
