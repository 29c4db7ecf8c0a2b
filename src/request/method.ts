import { RequestError } from './requestError.ts'

const methods = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'])

/** Methods without a body: `fetch` refuses to send one. */
export const bodiless: ReadonlySet<string> = new Set(['GET', 'HEAD'])

/** Checks the method of a request with a body. @throws RequestError for a method without one. */
export function needsBody(method: unknown): void {
  if (!bodiless.has(method as string)) return
  throw new RequestError(`a ${method} request has no body`, { help: 'remove the `body`, or use another `method`' })
}

/** Prints a method in upper case. @throws RequestError for an unknown method. */
export function methodText(value: unknown): string {
  const method = typeof value === 'string' ? value.toUpperCase() : ''
  if (!methods.has(method)) throw new RequestError(`the method is not one of ${[...methods].join(', ')}`)
  return method
}
