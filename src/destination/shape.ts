import type { Code, Problems } from '../diagnostics/index.ts'
import { suggestion } from '../text/index.ts'
import { describeKind, type ErrorObject, type JsonObject, newAjv, type Pointer, pointer } from '../value/index.ts'
import type { Definition } from './definition.ts'
import { repair } from './repair.ts'
import { definitionSchema } from './schema.ts'

const ajv = newAjv({ verbose: true, ownProperties: true, strictTypes: false, strictRequired: false })
const validate = ajv.compile<Definition>(definitionSchema)

/**
 * Reports every place where a value has not the shape of a definition, and takes what is wrong out of it, so that
 * the rest can be checked as a definition. Writes to the value, a copy of ours.
 */
export function checkShape(value: JsonObject, problems: Problems): Definition {
  for (let round = 0; !validate(value) && round < maxRounds; round++) {
    const errors = validate.errors ?? []
    if (round === 0) for (const error of errors) problems.add(...describe(error))
    repair(value, errors)
  }
  return value as unknown as Definition
}

/** Taking a part out can leave another one incomplete, three levels up at most. */
const maxRounds = 4

function describe(
  error: ErrorObject,
): [code: Code, at: Pointer, message: string, extra?: { help: string | undefined }] {
  const at = error.instancePath
  const { properties, description } = error.parentSchema ?? {}
  switch (error.keyword) {
    case 'additionalProperties': {
      const name: string = error.params.additionalProperty
      const known = Object.keys(properties ?? {})
      return [
        'CM102',
        pointer(at, name),
        `\`${name}\` is not a key of the format here`,
        { help: suggestion(name, known) },
      ]
    }
    case 'required': {
      const name: string = error.params.missingProperty
      return ['CM103', at, `\`${name}\` is missing`, { help: properties?.[name]?.description }]
    }
    case 'type': {
      const expected = [error.params.type].flat().join(' or ')
      return ['CM101', at, `expected ${expected}, but it is ${describeKind(error.data)}`, { help: description }]
    }
    case 'enum': {
      const allowed = (error.params.allowedValues as unknown[]).map(String)
      const help =
        suggestion(typeof error.data === 'string' ? error.data : '', allowed) ?? `one of ${allowed.join(', ')}`
      return ['CM101', at, `${JSON.stringify(error.data)?.slice(0, 80)} is not one of the allowed values`, { help }]
    }
    case 'pattern':
      return ['CM101', at, 'a slug has lower-case letters, digits and hyphens only']
    default:
      return ['CM101', at, error.message ?? 'has the wrong shape', { help: description }]
  }
}
