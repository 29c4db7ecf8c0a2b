import once from 'lodash-es/once.js'
import { addShapeProblem, type Problems } from '../diagnostics/index.ts'
import { newAjv } from '../value/ajv.ts'
import { type ErrorObject, type JsonObject, type Pointer, pointer, pointerKeys } from '../value/index.ts'
import type { Definition } from './definition.ts'
import { repair } from './repair.ts'
import { definitionSchema } from './schema.ts'

const ajv = newAjv({ verbose: true, ownProperties: true, strictTypes: false, strictRequired: false })
const validator = once(() => ajv.compile<Definition>(definitionSchema))

/**
 * Reports every place where a value has not the shape of a definition, and takes what is wrong out of it, so that
 * the rest can be checked as a definition. Writes to the value, a copy of ours.
 */
export function checkShape(value: JsonObject, problems: Problems): Definition {
  const validate = validator()
  for (let round = 0; !validate(value) && round < maxRounds; round++) {
    const errors = validate.errors ?? []
    if (round === 0) reportAll(errors, problems)
    repair(value, errors)
  }
  return value as unknown as Definition
}

/** Taking a part out can leave another one incomplete, three levels up at most. */
const maxRounds = 4

function reportAll(errors: readonly ErrorObject[], problems: Problems): void {
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

/** A record has values by name: a directive in its place would be one more name. */
function reportDirective(error: ErrorObject, problems: Problems): void {
  const [name = '', directive] = pointerKeys(directivePlace(error)).slice(-2)
  const message = `\`${name}\` takes values by name, not a directive (\`${directive}\`)`
  const help = `write each by its name: \`"${name}": { "name": { "${directive}": … } }\``
  problems.add('CM102', directivePlace(error), message, { help, marks: 'key' })
}

function report(error: ErrorObject, problems: Problems): void {
  if (error.keyword !== 'pattern') addShapeProblem(error, problems)
  else problems.add('CM101', error.instancePath, 'a slug has lower-case letters, digits and hyphens only')
}
