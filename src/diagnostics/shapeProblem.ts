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
      problems.add(unknownKey, pointer(at, name), `\`${name}\` is not a key here`, { marks: 'key' }, () => {
        return near(name, Object.keys(properties ?? {}))
      })
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
      const given = typeof error.data === 'string' ? error.data : ''
      const extra = { label: 'not allowed here', help: `one of ${allowed.join(', ')}` }
      problems.add('CM101', at, `${printShort(error.data)} is not one of the allowed values`, extra, () => {
        return near(given, allowed)
      })
      break
    }
    case 'minProperties':
      problems.add('CM101', at, `${nameAt(at)} is empty, expected one of ${list(Object.keys(properties ?? {}), 'or')}`)
      break
    case 'minItems':
      problems.add('CM101', at, `${nameAt(at)} is empty`, { help: description })
      break
    case 'maxProperties': {
      const given = Object.keys(error.data as object).slice(0, 10)
      const message = `${nameAt(at)} has ${list(given, 'and')}, expected one of ${list(Object.keys(properties ?? {}), 'or')}`
      const related = given
        .slice(1)
        .map(key => ({ at: pointer(at, key), marks: 'key' as const, message: 'second key' }))
      problems.add('CM101', at, message, { label: 'expected one key', related, help: `keep ${list(given, 'or')}` })
      break
    }
    case 'maxItems': {
      const message = `${nameAt(at)} has ${(error.data as unknown[]).length} items, and at most ${error.params.limit} are allowed`
      problems.add('CM101', at, message)
      break
    }
    default:
      problems.add('CM101', at, error.message ?? 'has the wrong shape', { help: description })
  }
}

/** Prints the start of a value. Objects and lists may be large. */
function printShort(value: unknown): string {
  const isLarge = typeof value === 'object' && value !== null
  return isLarge ? describeKind(value) : String(JSON.stringify(value)).slice(0, 80)
}

function nameAt(at: Pointer): string {
  return `\`${pointerKeys(at).at(-1) ?? '/'}\``
}

function list(names: readonly string[], word: 'and' | 'or'): string {
  const quoted = names.map(name => `\`${name}\``)
  return quoted.length < 2 ? quoted.join('') : `${quoted.slice(0, -1).join(', ')} ${word} ${quoted.at(-1)}`
}
