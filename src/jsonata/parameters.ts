/** One parameter of a signature: `s-`, `a<n>`, `(sf)`, `n?`. */
export interface Parameter {
  /** Letters of the accepted types: string, number, boolean, l for null, array, object, function. */
  readonly types: string
  /** Type of the items of an array. */
  readonly items?: string
  readonly optional: boolean
  /** True if the context replaces a missing argument. */
  readonly context: boolean
  readonly repeated: boolean
}

export const anyType = 'asnblfo'
const anyJson = 'asnblo'

/** Parses the parameters of a signature such as `<s-nn?:s>`. */
export function parseParameters(definition: string): Parameter[] {
  const form = /([a-z]|\([a-z]+\))(?:<([^>]*)>)?([-?+]*)/y
  form.lastIndex = 1
  const parameters: Parameter[] = []
  for (let found = form.exec(definition); found; found = form.exec(definition)) {
    const [, types = '', items, marks = ''] = found
    parameters.push({
      types: types === 'x' ? anyType : types === 'j' ? anyJson : types.replace(/[()]/g, ''),
      ...(types === 'a' && items ? { items } : {}),
      optional: marks.includes('?'),
      context: marks.includes('-'),
      repeated: marks.includes('+'),
    })
  }
  return parameters
}

/** The lowest and the highest number of arguments. */
export function argumentCount(parameters: readonly Parameter[]): readonly [number, number] {
  const least = parameters.filter(parameter => !parameter.optional && !parameter.context).length
  return [least, parameters.some(parameter => parameter.repeated) ? Number.POSITIVE_INFINITY : parameters.length]
}
