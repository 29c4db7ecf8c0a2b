import { RequestError } from './requestError.ts'

const methods = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'])

/** A method in upper case, and one that there is. */
export function methodText(value: unknown): string {
  const method = typeof value === 'string' ? value.toUpperCase() : ''
  if (!methods.has(method)) throw new RequestError('the method is not one of HTTP')
  return method
}
