/** The outcome of an evaluation, comparable: all functions are equal, and arrays are plain. */
export async function outcome(evaluate: () => unknown): Promise<unknown> {
  try {
    return { result: plain(await evaluate()) }
  } catch (error) {
    return { code: (error as { code?: string }).code }
  }
}

function plain(value: unknown): unknown {
  if (typeof value === 'function') return 'a function'
  if (typeof value !== 'object' || value === null) return Object.is(value, -0) ? 0 : value
  if (Array.isArray(value)) return value.map(plain)
  if ('_jsonata_lambda' in value || '_jsonata_function' in value) return 'a function'
  return Object.fromEntries(Object.entries(value).map(([key, field]) => [key, plain(field)]))
}

export const failed = (one: unknown): one is { code?: string } =>
  typeof one === 'object' && one !== null && 'code' in one
