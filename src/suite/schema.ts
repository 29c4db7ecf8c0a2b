/**
 * JSON Schema of test files. `schema/test.json`, which editors read, is generated from it, and `parse.ts` validates
 * with it.
 */
const text = { type: 'string' }
const name = { type: 'string', minLength: 1 }
const json = (description: string) => ({ description })
const either = (types: readonly string[], description: string) => ({ type: types, description })
const record = (value: object, description: string) => ({ type: 'object', description, additionalProperties: value })
const list = (items: object, description: string) => ({ type: 'array', description, items })
const shape = (properties: object, required: readonly string[] = []) => ({
  type: 'object',
  required,
  properties,
  additionalProperties: false,
})

/** Environment of tests, for a whole file or for one test. */
const account = {
  now: { ...text, description: 'When the events were received, ISO 8601: a time that the event lacks is made of it.' },
  settings: record(json('A setting.'), 'Settings, put over those of the mappings file.'),
  functions: record(
    shape({ returns: json('What a call gives, whatever it is called with.') }, ['returns']),
    'Functions of the definition that are not to run, each with what it returns.',
  ),
  lookups: record(json('A value.'), 'Values put in place of constants of the definition.'),
}

const subscription = { ...name, description: 'The name of a subscription.' }
const mapping = { ...name, description: 'The same as `subscription`.' }
const request = { method: text, url: text, headers: { type: 'object' }, body: {} }

const action = {
  subscription,
  mapping,
  action: { ...name, description: 'The key of the action.' },
  payload: json('The payload, exactly. Values may be matchers, such as { "$is": "uuid" }.'),
  payloadContains: json('Part of the payload: objects may have more keys.'),
  request: either(['object', 'array'], `The request, exactly (${Object.keys(request).join(', ')}), or a list of all.`),
  requestContains: either(['object', 'array'], 'Part of the request, or a list with a part of each.'),
  check: { ...name, description: 'A JSONata expression over { event, payload, request } that has to give true.' },
}

const error = {
  subscription,
  mapping,
  code: { type: 'string', pattern: '^CM\\d{3}$', description: 'The code of the failure.' },
  at: { ...text, description: 'The place in the payload, a JSON Pointer.' },
}

const expectation = {
  ...shape({
    actions: list(shape(action), 'What is sent: all of it, in the order of the subscriptions.'),
    order: { enum: ['given', 'any'], description: 'Whether the order of the actions counts. Default `given`.' },
    others: { enum: ['forbid', 'allow'], description: 'Whether more actions may be sent. Default `forbid`.' },
    skipped: record(
      { type: 'string', pattern: '^(trigger-false|filtered|disabled|check|missing:.+)$' },
      'Why subscriptions send nothing: `trigger-false`, `missing:` and a path, `filtered`, `disabled`, or `check`.',
    ),
    errors: list(shape(error, ['code']), 'The failures: all of them.'),
  }),
  minProperties: 1,
}

const test = shape(
  {
    name: { ...name, description: 'With `each`, `$x` stands for the value of `x` in the row.' },
    event: either(['string', 'object'], 'The name of an event of this file, the path of a file, or the event itself.'),
    each: {
      ...list(record(json('A value.'), 'A row.'), 'One test for each row; { "$param": "x" } is its value of `x`.'),
      minItems: 1,
    },
    set: record(json('The new value.'), 'Values to put into the event, by JSON Pointer.'),
    unset: list({ type: 'string', pattern: '^/' }, 'What to take out of the event, by JSON Pointer.'),
    ...account,
    expect: { ...expectation, description: 'Without it, input and output are printed, and nothing is asserted.' },
    skip: either(['boolean', 'string'], 'Does not run, for this reason.'),
    todo: either(['boolean', 'string'], 'Is still to be written.'),
    only: { type: 'boolean', description: 'Nothing else runs. Fails in CI.' },
  },
  ['name'],
)

export const suiteSchema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'Tests of mappings',
  ...shape(
    {
      $schema: text,
      mappings: {
        ...either(
          ['string', 'array'],
          'The mappings file or definition, or a list of them. Default: beside this file.',
        ),
        items: text,
      },
      defaults: { ...shape(account), description: 'What every test runs under.' },
      events: record(
        { type: ['string', 'object'] },
        'Events by name: each written here, or the path of a file (of NDJSON: and `#`, and a line).',
      ),
      tests: list(test, 'The tests: each with a name, an event, and what to expect of it.'),
    },
    ['tests'],
  ),
}
