import { Ajv, type Options } from 'ajv'
import formats from 'ajv-formats'

export type { ErrorObject, ValidateFunction } from 'ajv'

/** A new Ajv with the formats of `ajv-formats`. All errors are collected: nothing here stops at the first. */
export function newAjv(options: Options = {}): Ajv {
  const ajv = new Ajv({ allErrors: true, allowUnionTypes: true, ...options })
  formats.default(ajv)
  return ajv
}

/** The test of a format of `ajv-formats`: `email`, `uri`, `date-time`, … */
export function formatTest(format: string, ajv = newAjv()): (text: string) => boolean {
  const validate = ajv.compile({ type: 'string', format })
  return text => validate(text)
}
