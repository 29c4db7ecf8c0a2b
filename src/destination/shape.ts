import once from 'lodash-es/once.js'
import { addShapeProblem, type DiagnosticBag } from '../diagnostics/index.ts'
import { newAjv } from '../value/ajv.ts'
import { type ErrorObject, type JsonObject, type Pointer, pointer, pointerKeys } from '../value/index.ts'
import type { Definition } from './definition.ts'
import { repair } from './repair.ts'
import { definitionSchema } from './schema.ts'

const ajv = newAjv({ verbose: true, ownProperties: true, strictTypes: false, strictRequired: false })
const validator = once(() => ajv.compile<Definition>(definitionSchema))

/**
 * Reports every violation of the schema of a definition, and removes the invalid parts, so that the rest can be checked.
 * Writes to the value, which is a copy.
 */
export function checkShape(value: JsonObject, problems: DiagnosticBag): Definition {
  const validate = validator()
  for (let round = 0; !validate(value) && round < maxRounds; round++) {
    const errors = validate.errors ?? []
    if (round === 0) reportAll(errors, problems)
    repair(value, errors)
  }
  return value as unknown as Definition
}

/** Maximum number of repairs: a removal can make a parent incomplete, at most three levels up. */
const maxRounds = 4

function reportAll(errors: readonly ErrorObject[], problems: DiagnosticBag): void {
  const misplaced = errors.filter(({ keyword }) => keyword === 'propertyNames').map(directivePlace)
  const isInside = ({ instancePath }: ErrorObject) => misplaced.some(at => `${instancePath}/`.startsWith(`${at}/`))
  for (const error of errors) {
    if (error.keyword === 'propertyNames') reportDirective(error, problems)
    else if (error.keyword !== 'not' && !isInside(error)) report(error, problems)
  }
}

function directivePlace({ instancePath, params }: ErrorObject): Pointer {
  return pointer(instancePath, params.propertyName)
}

/** Reports a directive in place of a record, which would be read as a name. */
function reportDirective(error: ErrorObject, problems: DiagnosticBag): void {
  const [name = '', directive] = pointerKeys(directivePlace(error)).slice(-2)
  const message = `\`${name}\` takes values by name, not a directive (\`${directive}\`)`
  const help = `write each by its name: \`"${name}": { "name": { "${directive}": … } }\``
  problems.add('CM102', directivePlace(error), message, { help, marks: 'key' })
}

function report(error: ErrorObject, problems: DiagnosticBag): void {
  if (error.keyword !== 'pattern') addShapeProblem(error, problems)
  else problems.add('CM101', error.instancePath, 'a slug has lower-case letters, digits and hyphens only')
}
