import { Ajv, type Options } from 'ajv'
import formats from 'ajv-formats'
import once from 'lodash-es/once.js'

export type { ErrorObject, ValidateFunction } from 'ajv'

/**
 * A new Ajv with the formats of `ajv-formats`. All errors are collected: nothing here stops at the first. Schemas are
 * made by us and need no schema of their own, whose compilation would take longer than all else at start-up.
 */
export function newAjv(options: Options = {}): Ajv {
  const ajv = new Ajv({ allErrors: true, allowUnionTypes: true, meta: false, validateSchema: false, ...options })
  formats.default(ajv)
  return ajv
}

/** The test of a format of `ajv-formats`: `email`, `uri`, `date-time`, … */
export function formatTest(format: string, ajv?: Ajv): (text: string) => boolean {
  const validator = once(() => (ajv ?? newAjv()).compile({ type: 'string', format }))
  return text => validator()(text)
}
