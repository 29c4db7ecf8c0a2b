import { type FieldDefinition, payloadCheck } from '../destination/index.ts'
import { JsonataError } from '../jsonata/index.ts'
import { type Mapping, mappingFunction } from '../mapping/index.ts'
import type { Json, Pointer } from '../value/index.ts'

/** What a mapping gives for an input, or why it fails, and where in the definition. */
export type Outcome = { readonly value: unknown } | { readonly failure: string; readonly at: Pointer }

export function outcomeOf(mapping: Mapping): (input: unknown) => Outcome {
  const run = mappingFunction(mapping)
  return input => {
    try {
      return { value: run(input) }
    } catch (error) {
      const at = error instanceof JsonataError ? error.expression : undefined
      return { failure: (error as Error).message, at: at ?? mapping.at }
    }
  }
}

type Fit = (value: unknown) => string | undefined

/** Tests are compiled, and many subscriptions map one field. */
const fits = new WeakMap<FieldDefinition, Fit>()

/** The test of one field alone: why it cannot hold a value, if it cannot. Being absent is for others to judge. */
export function fitOf(key: string, field: FieldDefinition): Fit {
  const known = fits.get(field)
  if (known) return known
  const check = payloadCheck({ [key]: { ...field, required: false } })
  const fit: Fit = value => {
    if (value === undefined) return undefined
    return check({ [key]: value as Json }).problems.find(({ code }) => code === 'CM903')?.message
  }
  fits.set(field, fit)
  return fit
}
