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
  now: {
    ...text,
    description: 'Time at which the events are received, ISO 8601. Used if an event has no time of its own.',
  },
  settings: record(json('A setting.'), 'Settings that override those of the mappings file.'),
  functions: record(
    shape({ returns: json('Result of every call.') }, ['returns']),
    'Mocked functions of the definition, each with its result.',
  ),
  lookups: record(json('A value.'), 'Mocked constants of the definition.'),
}

const subscription = { ...name, description: 'Name of a subscription.' }
const mapping = { ...name, description: 'Synonym of `subscription`.' }
const request = { method: text, url: text, headers: { type: 'object' }, body: {} }

const action = {
  subscription,
  mapping,
  action: { ...name, description: 'Key of the action.' },
  payload: json('The payload, exactly. Values may be matchers, such as { "$is": "uuid" }.'),
  payloadContains: json('Part of the payload: objects may have more keys.'),
  request: either(['object', 'array'], `The request, exactly (${Object.keys(request).join(', ')}), or a list of all.`),
  requestContains: either(['object', 'array'], 'Part of the request, or a list with a part of each.'),
  check: { ...name, description: 'A JSONata expression over { event, payload, request } that must return true.' },
}

const error = {
  subscription,
  mapping,
  code: { type: 'string', pattern: '^CM\\d{3}$', description: 'Code of the failure.' },
  at: { ...text, description: 'Place in the payload, a JSON Pointer.' },
}

const answer = shape(
  {
    status: { type: 'integer', minimum: 0, maximum: 599, description: 'Status of the answer; 0 without an answer.' },
    headers: { type: 'object', description: 'Headers of the answer.', additionalProperties: text },
    body: json('Body of the answer: a string, or the value of its JSON.'),
    error: { ...name, description: 'Reason why there is no answer: `timeout`, `refused`, `reset`.' },
    outcomes: list(
      { type: 'object' },
      'One outcome for each action of the request: objects may have more keys, values may be matchers.',
    ),
    pause: { type: 'boolean', description: 'True if nothing else of the account is to be sent for now.' },
  },
  ['outcomes'],
)

const expectation = {
  ...shape({
    actions: list(shape(action), 'All actions that are sent, in the order of the subscriptions.'),
    order: {
      enum: ['given', 'any'],
      description: '`given`: the order of the actions counts (default); `any`: it does not.',
    },
    others: {
      enum: ['forbid', 'allow'],
      description: '`forbid`: no other actions may be sent (default); `allow`: they may.',
    },
    requests: list({ type: 'object' }, 'All requests, exactly, in the order of sending: batched as in production.'),
    requestsContain: list({ type: 'object' }, 'A part of each request.'),
    skipped: record(
      { type: 'string', pattern: '^(trigger-false|filtered|disabled|check|missing:.+)$' },
      'Reasons why subscriptions send nothing: `trigger-false`, `missing:` and a path, `filtered`, `disabled`, or `check`.',
    ),
    errors: list(shape(error, ['code']), 'All failures.'),
    journey: list(
      shape(
        {
          call: { type: 'integer', minimum: 1, description: 'Number of the call, from 1.' },
          destination: { ...name, description: 'Slug of the destination. Default: all of the test.' },
          profile: either(['string', 'null'], 'Any ID of the profile on which its event ends up; null for none.'),
        },
        ['call', 'profile'],
      ),
      'Profiles on which events end up, by the rules of the vendors.',
    ),
  }),
  minProperties: 1,
}

const test = shape(
  {
    name: { ...name, description: 'With `each`, `$x` stands for the value of `x` in the row.' },
    event: either(['string', 'object'], 'The name of an event of this file, the path of a file, or the event itself.'),
    events: {
      ...list({ type: ['string', 'object'] }, 'Events whose actions are sent together, instead of `event`.'),
      minItems: 1,
    },
    each: {
      ...list(
        record(json('A value.'), 'A row.'),
        'One test per row. { "$param": "x" } is the value of `x` in the row.',
      ),
      minItems: 1,
    },
    set: record(json('The new value.'), 'Values to set in each event, by JSON Pointer.'),
    unset: list({ type: 'string', pattern: '^/' }, 'Values to remove from each event, by JSON Pointer.'),
    ...account,
    expect: { ...expectation, description: 'Without it, the test prints input and output, and asserts nothing.' },
    answers: list(answer, 'Answers to the requests, one for each in order, with the outcomes that they have.'),
    skip: either(['boolean', 'string'], 'Skips the test, with an optional reason.'),
    todo: either(['boolean', 'string'], 'Marks a test that is not written yet.'),
    only: { type: 'boolean', description: 'Runs only this test. Fails in CI.' },
  },
  ['name'],
)

export const suiteSchema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'Tests of mappings',
  ...shape(
    {
      $schema: { ...text, description: 'The JSON Schema of this file, for editors.' },
      mappings: {
        ...either(
          ['string', 'array'],
          'The mappings file or definition, or a list of them. Default: beside this file.',
        ),
        items: text,
      },
      defaults: { ...shape(account), description: 'Defaults of all tests.' },
      events: record(
        { type: ['string', 'object'] },
        'Events by name: the event itself, or the path of a file (NDJSON: followed by `#` and a line number).',
      ),
      tests: list(test, 'Tests, each with a name, an event and expectations.'),
    },
    ['tests'],
  ),
}
