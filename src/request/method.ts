import { RequestError } from './requestError.ts'

const methods = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'])

/** Methods whose requests have no body: `fetch` refuses to send one. */
export const bodiless: ReadonlySet<string> = new Set(['GET', 'HEAD'])

/** A method in upper case, and one that there is. */
export function methodText(value: unknown): string {
  const method = typeof value === 'string' ? value.toUpperCase() : ''
  if (!methods.has(method)) throw new RequestError(`the method is none of ${[...methods].join(', ')}`)
  return method
}
