import { type FieldDefinition, type MappingJson, payloadCheck } from '../destination/index.ts'
import { DiagnosticBag } from '../diagnostics/index.ts'
import { JsonataError } from '../jsonata/index.ts'
import { collectReads, type Mapping, type MappingContext, mappingFunction, parseMapping } from '../mapping/index.ts'
import { chargeCompilation, type Json, type Pointer, rememberByObject } from '../value/index.ts'

/** Value of a mapping for an input, or the reason and place of its failure. */
export type Evaluation = { readonly value: unknown } | { readonly failure: string; readonly at: Pointer }

type Evaluator = (input: unknown) => Evaluation

/** Compiles a mapping, which may be the default of a field in many subscriptions. Its runs are work of the check in progress. */
export const createEvaluator = rememberByObject((mapping: Mapping): Evaluator => {
  const run = mappingFunction(mapping, chargeCompilation)
  return input => {
    try {
      return { value: run(input) }
    } catch (error) {
      const at = error instanceof JsonataError ? error.expression : undefined
      return { failure: (error as Error).message, at: mapping.at + (at ?? '') }
    }
  }
})

/** The value of a mapping that reads nothing; `undefined` for any other. */
export function fixedValue(json: MappingJson, context: MappingContext): unknown {
  const mapping = parseMapping(json, { ...context, at: '', problems: new DiagnosticBag() })
  if (mapping === undefined || collectReads(mapping).length > 0) return undefined
  const evaluation = createEvaluator(mapping)({})
  return 'value' in evaluation ? evaluation.value : undefined
}

type Fit = (value: unknown) => string | undefined

/** Check of a single field: returns the reason why it cannot hold a value. Absent values pass. */
export function createFitCheck(key: string, field: FieldDefinition): Fit {
  const check = payloadCheck({ [key]: { ...field, required: false } })
  return value => {
    if (value === undefined) return undefined
    return check({ [key]: value as Json }).problems.find(({ code }) => code === 'CM903')?.message
  }
}
