import { type FieldDefinition, payloadCheck } from '../destination/index.ts'
import { type Mapping, mappingFunction } from '../mapping/index.ts'
import type { Json } from '../value/index.ts'

/** What a mapping gives for an input, or why it fails. */
export type Outcome = { readonly value: unknown } | { readonly failure: string }

export function outcomeOf(mapping: Mapping): (input: unknown) => Outcome {
  const run = mappingFunction(mapping)
  return input => {
    try {
      return { value: run(input) }
    } catch (error) {
      return { failure: (error as Error).message }
    }
  }
}

/** The test of one field alone: why it cannot hold a value, if it cannot. Being absent is for others to judge. */
export function fitOf(key: string, field: FieldDefinition): (value: unknown) => string | undefined {
  const check = payloadCheck({ [key]: { ...field, required: false } })
  return value => {
    if (value === undefined) return undefined
    return check({ [key]: value as Json }).problems.find(({ code }) => code === 'CM903')?.message
  }
}
