import { describeKind, type ErrorObject, pointer } from '../value/index.ts'
import type { Code } from './codes.ts'
import { near } from './near.ts'
import type { Problems } from './problems.ts'

/** Adds what a JSON Schema found wrong with a file that a person wrote. The schema's descriptions are its help. */
export function addShapeProblem(error: ErrorObject, problems: Problems, unknownKey: Code = 'CM102'): void {
  const at = error.instancePath
  const { properties, description } = error.parentSchema ?? {}
  switch (error.keyword) {
    case 'additionalProperties': {
      const name: string = error.params.additionalProperty
      const extra = { ...near(name, Object.keys(properties ?? {})), marks: 'key' } as const
      problems.add(unknownKey, pointer(at, name), `\`${name}\` is not a key of the format here`, extra)
      break
    }
    case 'required': {
      const name: string = error.params.missingProperty
      problems.add('CM103', pointer(at, name), `\`${name}\` is missing`, {
        label: `missing \`${name}\``,
        help: properties?.[name]?.description,
      })
      break
    }
    case 'type': {
      const expected = [error.params.type].flat().join(' or ')
      const message = `expected ${expected}, but it is ${describeKind(error.data)}`
      problems.add('CM101', at, message, { label: `expected ${expected}`, help: description })
      break
    }
    case 'enum': {
      const allowed = (error.params.allowedValues as unknown[]).map(String)
      const { help = `one of ${allowed.join(', ')}`, meant } = near(
        typeof error.data === 'string' ? error.data : '',
        allowed,
      )
      const given = JSON.stringify(error.data)?.slice(0, 80)
      problems.add('CM101', at, `${given} is not one of the allowed values`, { label: 'not allowed here', help, meant })
      break
    }
    default:
      problems.add('CM101', at, error.message ?? 'has the wrong shape', { help: description })
  }
}
