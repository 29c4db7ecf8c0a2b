/**
 * The JSON Schema of a definition. `schema/destination.json`, which editors read, is written from it, and
 * `shape.ts` checks with it.
 */
const mapping = { description: 'A mapping: raw JSON, and directives such as { "@path": "$.userId" }.' }
const text = { type: 'string' }
const scalar = ['string', 'number', 'boolean']
const record = (value: object, description: string) => ({
  type: 'object',
  description,
  // The sign of a directive: it would be taken for a name.
  propertyNames: { not: { pattern: '^@' } },
  additionalProperties: value,
})
const ref = (name: string) => ({ $ref: `#/$defs/${name}` })
const shape = (required: readonly string[], properties: object) => ({
  type: 'object',
  required,
  properties,
  additionalProperties: false,
})

const typed = {
  label: { ...text, description: 'What people see.' },
  description: text,
  type: {
    enum: ['string', 'text', 'number', 'integer', 'boolean', 'datetime', 'object', 'secret'],
    description: '`secret` is text that never appears in output.',
  },
  choices: {
    type: 'array',
    minItems: 1,
    items: {
      type: [...scalar, 'object'],
      properties: { label: text, value: { type: scalar } },
      required: ['value'],
      additionalProperties: false,
    },
  },
  format: {
    enum: [
      ...['date', 'date-time', 'time', 'date-like', 'email', 'hostname', 'ipv4', 'ipv6'],
      ...['uri', 'uri-reference', 'uuid', 'text', 'password'],
    ],
  },
  minimum: { type: 'number', description: 'The least number, or the least length of a text.' },
  maximum: { type: 'number', description: 'The greatest number, or the greatest length of a text.' },
}

const request = {
  method: { ...mapping, description: 'GET, POST, … Default POST.' },
  url: {
    ...mapping,
    description:
      'A text; a `@template`, where what comes from the payload is percent-encoded; or a path to a whole URL.',
  },
  hosts: {
    type: 'array',
    minItems: 1,
    items: { type: 'string', pattern: '^(\\*\\.)?[a-z0-9-]+(\\.[a-z0-9-]+)*$' },
    description: 'The hosts that a whole URL of the payload may have: `hooks.example.com`, or `*.example.com`.',
  },
  allowHttp: {
    ...mapping,
    description: 'Whether a whole URL of the payload may be http. Over { settings, constants }.',
  },
  query: record(mapping, 'Query parameters; absent ones are left out.'),
  headers: {
    type: 'object',
    description: 'Header values by name, absent ones are left out; or a mapping of all of them.',
    additionalProperties: mapping,
  },
  auth: ref('auth'),
  body: mapping,
  encoding: { enum: ['json', 'form', 'text', 'ndjson'] },
  when: { ...mapping, description: 'The request is made when this is true.' },
  forEach: { ...mapping, description: 'A list: one request for each item, read as `$.item` and `$.index`.' },
  maxBytes: { type: 'integer', minimum: 1, description: "The vendor's limit for one body." },
}

const nameAndValue = shape(['name', 'value'], { name: text, value: mapping })

export const definitionSchema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'A callmap destination',
  ...shape(['slug', 'name', 'actions'], {
    $schema: text,
    slug: { type: 'string', pattern: '^[a-z0-9][a-z0-9-]*$', description: 'The name in commands and actions.' },
    name: { type: 'string', minLength: 1, description: "The vendor's name; `integrations` of an event names it." },
    aliases: { type: 'array', items: text, description: 'What else `integrations` of an event calls it.' },
    forwards: {
      type: 'boolean',
      description: 'Whether it also takes events that instruct one vendor, such as `Report Delivery Event`.',
    },
    version: text,
    description: text,
    settings: record(ref('setting'), 'What an account has to say: keys, region.'),
    constants: record(mapping, 'Mappings over { settings }, computed once.'),
    functions: record(
      { type: ['string', 'array'], items: text },
      'JSONata lambdas that every expression can call as $name(…).',
    ),
    fields: record(ref('field'), 'Fields that actions share through $ref.'),
    request: { ...shape([], request), description: 'What every request has.' },
    subject: { ...mapping, description: 'The `subject` of actions that declare none.' },
    actions: record(ref('action'), 'What the destination can do.'),
    subscriptions: { type: 'array', items: ref('subscription'), description: 'Which events become which actions.' },
    rules: record({ enum: ['off', 'warning', 'error'] }, 'Codes of the lint that are off here, or have another level.'),
  }),
  $defs: {
    setting: shape(['type'], { ...typed, required: { type: 'boolean' }, default: mapping }),
    field: shape(['type'], {
      ...typed,
      required: ref('required'),
      multiple: { type: 'boolean', description: 'A list of such values.' },
      allowNull: { type: 'boolean' },
      properties: record(ref('field'), 'The parts of an object.'),
      additionalProperties: { type: 'boolean' },
      default: { ...mapping, description: 'The mapping where a subscription gives no other.' },
      category: { enum: ['identifier', 'pii', 'hashedPii', 'other'] },
    }),
    required: {
      ...shape(['conditions'], {
        match: { enum: ['any', 'all'] },
        conditions: {
          type: 'array',
          minItems: 1,
          items: shape(['fieldKey', 'operator'], {
            type: text,
            fieldKey: text,
            operator: { enum: ['is', 'is_not'] },
            value: { type: [...scalar, 'null'] },
          }),
        },
      }),
      type: ['boolean', 'object'],
      description: 'Always, or on conditions on other fields.',
    },
    action: shape(['fields'], {
      title: text,
      description: text,
      fields: record(ref('field'), 'The parts of the payload.'),
      checks: { type: 'array', items: ref('check') },
      subject: {
        ...mapping,
        description:
          'What an action is about, beyond the ids of the call: a value, a list, or an object of these by kind. Requests keep the order of equal values. null: nothing more.',
      },
      requests: { type: 'array', items: shape([], request) },
      batch: ref('batch'),
    }),
    check: shape(['when', 'message'], {
      when: { ...mapping, description: 'Over { payload, settings, constants }. True: refused.' },
      message: text,
      level: {
        enum: ['error', 'skip', 'warning'],
        description: '`skip`: nothing is sent, which is no failure. `warning`: only `explain` reports it.',
      },
      field: text,
    }),
    auth: {
      ...shape([], {
        basic: shape(['username'], { username: mapping, password: mapping }),
        bearer: mapping,
        header: nameAndValue,
        query: nameAndValue,
        hmac: {
          ...shape(['header', 'secret', 'algorithm'], {
            header: text,
            secret: mapping,
            algorithm: { enum: ['sha256', 'sha1', 'md5'] },
            encoding: { enum: ['hex', 'base64'], description: 'Default hex.' },
            prefix: { ...text, description: 'What stands before the signature.' },
          }),
          description: 'A header with the signature of the body as it is sent.',
        },
      }),
      type: ['object', 'null'],
      minProperties: 1,
      maxProperties: 1,
      description: 'One of basic, bearer, header, query, hmac; null for none.',
    },
    batch: shape([], {
      when: { ...mapping, description: 'An action for which this is false is sent by itself.' },
      item: {
        ...mapping,
        description: 'What an action adds, over { payload, body, settings, constants }; by default its body.',
      },
      maxItems: { type: 'integer', minimum: 1 },
      maxBytes: { type: 'integer', minimum: 1 },
      size: { ...mapping, description: 'Fewer items than maxItems, as a field of the payload says.' },
      key: { ...mapping, description: 'Actions with different keys are never in one batch.' },
      distinct: { ...mapping, description: 'No batch holds two items for which this is equal.' },
      request: shape([], request),
    }),
    subscription: shape(['action', 'trigger'], {
      name: text,
      action: text,
      trigger: text,
      enabled: { type: 'boolean' },
      mapping: { type: 'object', description: 'Exactly this, instead of the defaults of the fields.' },
      overrides: { type: 'object', description: 'The defaults with these replaced; null unmaps a field.' },
      $ignore: { type: 'array', items: text, description: 'Codes that the lint does not report here.' },
      $todo: { ...text, description: 'What is still to be done; the lint reminds of it.' },
    }),
  },
}
