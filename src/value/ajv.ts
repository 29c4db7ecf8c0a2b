import { Ajv, type Options } from 'ajv'
import formats from 'ajv-formats'
import once from 'lodash-es/once.js'

export type { ErrorObject, ValidateFunction } from 'ajv'

/**
 * Creates an Ajv with the formats of `ajv-formats` that collects all errors. Our schemas are not validated: compiling the
 * meta-schema would take longer than the rest of the start-up.
 */
export function newAjv(options: Options = {}): Ajv {
  const ajv = new Ajv({ allErrors: true, allowUnionTypes: true, meta: false, validateSchema: false, ...options })
  formats.default(ajv)
  return ajv
}

/** Creates the test of a format of `ajv-formats`: `email`, `uri`, `date-time`, … */
export function formatTest(format: string, ajv?: Ajv): (text: string) => boolean {
  const validator = once(() => (ajv ?? newAjv()).compile({ type: 'string', format }))
  return text => validator()(text)
}
