import { describeKind, type ErrorObject, type Pointer, pointer, pointerKeys } from '../value/index.ts'
import type { Code } from './codes.ts'
import type { DiagnosticBag } from './diagnosticBag.ts'
import { near } from './near.ts'

/** Reports a violation of a JSON Schema. The descriptions in the schema become the help. */
export function addShapeProblem(error: ErrorObject, problems: DiagnosticBag, unknownKey: Code = 'CM102'): void {
  const at = error.instancePath
  const { properties, description } = error.parentSchema ?? {}
  switch (error.keyword) {
    case 'additionalProperties': {
      const name: string = error.params.additionalProperty
      const extra = { ...near(name, Object.keys(properties ?? {})), marks: 'key' } as const
      problems.add(unknownKey, pointer(at, name), `\`${name}\` is not a key here`, extra)
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
    case 'minProperties':
      problems.add('CM101', at, `${nameAt(at)} is empty, expected one of ${list(Object.keys(properties ?? {}), 'or')}`)
      break
    case 'maxProperties': {
      const given = Object.keys(error.data as object)
      const message = `${nameAt(at)} has ${list(given, 'and')}, expected one of ${list(Object.keys(properties ?? {}), 'or')}`
      const related = given
        .slice(1)
        .map(key => ({ at: pointer(at, key), marks: 'key' as const, message: 'second key' }))
      problems.add('CM101', at, message, { label: 'expected one key', related, help: `keep ${list(given, 'or')}` })
      break
    }
    default:
      problems.add('CM101', at, error.message ?? 'has the wrong shape', { help: description })
  }
}

function nameAt(at: Pointer): string {
  return `\`${pointerKeys(at).at(-1) ?? '/'}\``
}

function list(names: readonly string[], word: 'and' | 'or'): string {
  const quoted = names.map(name => `\`${name}\``)
  return quoted.length < 2 ? quoted.join('') : `${quoted.slice(0, -1).join(', ')} ${word} ${quoted.at(-1)}`
}
