import { Ajv, type Options } from 'ajv'
import formats from 'ajv-formats'

export type { ErrorObject, ValidateFunction } from 'ajv'

/** Makes generated code append the errors of a referenced schema, where Ajv would copy all errors before them each time. */
function appendErrors(code: string): string {
  return code.replace(/vErrors\.concat\((\w+)\.errors\)/g, (_, validate: string) => {
    return `(${validate}.errors.forEach(error => vErrors.push(error)), vErrors)`
  })
}

/**
 * Creates an Ajv with the formats of `ajv-formats` that collects all errors. Our schemas are not validated: compiling the
 * meta-schema would take longer than the rest of the start-up. Neither is their code optimized: it runs a few times, and
 * takes longer to generate than to run. It logs nothing: where `eval` is forbidden, it would log the code that it
 * generated.
 */
export function newAjv(options: Options = {}): Ajv {
  const unchecked = { meta: false, validateSchema: false, logger: false } as const
  const unoptimized = { inlineRefs: false, code: { optimize: false, process: appendErrors } }
  const ajv = new Ajv({ allErrors: true, allowUnionTypes: true, ...unchecked, ...unoptimized, ...options })
  formats.default(ajv)
  return ajv
}
