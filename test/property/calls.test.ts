import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DiagnosticBag } from '../../src/diagnostics/index.ts'
import { checkCall } from '../../src/event/check.ts'
import { type CallType, callSchemas, callTypes } from '../../src/event/index.ts'
import { newAjv } from '../../src/value/ajv.ts'
import { describeKind, type JsonObject, pointerKeys } from '../../src/value/index.ts'
import { runs } from '../seed.ts'
import { hostileJson } from './hostile.ts'

const ajv = newAjv({ verbose: true, strictRequired: false })
for (const type of callTypes) ajv.addSchema(callSchemas[type], type)

/** The reference: the violations that Ajv finds. */
function violations(type: CallType, call: JsonObject): string[] {
  const validate = ajv.getSchema(type)!
  validate(call)
  const errors = (validate.errors ?? []).filter(({ schemaPath }) => !schemaPath.startsWith('#/anyOf/'))
  return errors.map(({ keyword, instancePath, params, data, parentSchema }) => {
    const field = pointerKeys(instancePath).join('.')
    switch (keyword) {
      case 'required':
        return `CM312 : \`${type}\` calls need \`${params.missingProperty}\``
      case 'anyOf':
        return `CM312 : \`${type}\` calls need ${parentSchema?.description}`
      case 'type':
        return `CM313 ${instancePath}: \`${field}\` is ${describeKind(data)}, expected ${[params.type].flat().join(' or ')}`
      case 'minLength':
        return `CM313 ${instancePath}: \`${field}\` is empty, expected a string`
      default:
        throw new Error(`no call breaks \`${keyword}\``)
    }
  })
}

const value = fc.oneof(
  fc.constantFrom('', 'u', 5, null, true, {}, [], { email: '' }, { email: 'a@b.co' }, { email: 5 }, { All: false }),
  hostileJson,
)
const keys = ['messageId', 'userId', 'anonymousId', 'groupId', 'previousId', 'event', 'name', 'category']
const objects = ['traits', 'properties', 'context', 'integrations', 'constructor', 'extra']
const members = fc.record(Object.fromEntries([...keys, ...objects].map(key => [key, value])), { requiredKeys: [] })

test.each(callTypes)('Ajv finds the same in any call of the type %s', type => {
  const found = new Set<string>()
  const property = fc.property(members, given => {
    const call = { ...given, type } as JsonObject
    const problems = new DiagnosticBag()
    checkCall(type, call, problems, '')
    const actual = problems.list.map(({ code, at, message }) => `${code} ${at}: ${message}`)
    for (const problem of actual) found.add(problem)
    // Equal IDs break no schema.
    expect(actual.filter(problem => !problem.includes('same as'))).toEqual(violations(type, call))
  })
  fc.assert(property, { numRuns: runs(2000) })
  expect(found.size).toBeGreaterThan(20)
})
