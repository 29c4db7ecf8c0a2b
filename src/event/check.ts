import type { DiagnosticBag } from '../diagnostics/index.ts'
import { newAjv } from '../value/ajv.ts'
import { describeKind, type JsonObject, own, type Pointer, pointer, pointerKeys } from '../value/index.ts'
import { type CallType, callTypes } from './event.ts'
import { callSchemas } from './schema.ts'

const ajv = newAjv({ verbose: true, strictRequired: false })
for (const type of callTypes) ajv.addSchema(callSchemas[type], type)

/** Reports every violation of the schema of a call's type. */
export function checkCall(type: CallType, call: JsonObject, problems: DiagnosticBag, at: Pointer): void {
  // Ajv compiles a schema at its first use and caches it.
  const validate = ajv.getSchema(type)!
  validate(call)
  for (const { keyword, instancePath, schemaPath, params, data, parentSchema } of validate.errors ?? []) {
    if (schemaPath.startsWith('#/anyOf/')) continue
    const field = pointerKeys(instancePath).join('.')
    if (keyword === 'required') {
      problems.add('CM312', at, `\`${type}\` calls need \`${params.missingProperty}\``)
    } else if (keyword === 'anyOf') {
      problems.add('CM312', at, `\`${type}\` calls need ${parentSchema?.description}`)
    } else if (keyword === 'type') {
      const expected = [params.type].flat().join(' or ')
      problems.add('CM313', at + instancePath, `\`${field}\` is ${describeKind(data)}, expected ${expected}`)
    } else {
      problems.add('CM313', at + instancePath, `\`${field}\` is empty, expected a string`)
    }
  }
  const userId = own(call, 'userId')
  if (type === 'alias' && userId !== undefined && userId === own(call, 'previousId')) {
    problems.add('CM313', pointer(at, 'previousId'), '`previousId` is the same as `userId`, expected another ID')
  }
}
