import { fieldParts } from './fieldSchema.ts'
import { identity, identityParts } from './identitySchema.ts'
import { kinds } from './kinds.ts'
import { errors, rates, response, rules } from './responseSchema.ts'
import { condition, mapping, pathMapping, pathsMapping, record, ref, shape, text, urlMapping } from './schemaParts.ts'

const hosts = {
  type: 'array',
  minItems: 1,
  items: { type: 'string', pattern: '^(\\*\\.)?[a-z0-9-]+(\\.[a-z0-9-]+)*$' },
}

const request = {
  method: { ...mapping, description: 'GET, POST, … Default POST.' },
  url: {
    ...urlMapping,
    description:
      'A string, in which values such as `{{payload.id}}` are percent-encoded; a path to a whole URL, `$.payload.url`; or an `@if` or `@coalesce` of URLs, each with its `@template` or `@path`.',
  },
  hosts: {
    ...hosts,
    description: 'Allowed hosts of a whole URL of the payload: `hooks.example.com`, or `*.example.com`.',
  },
  allowHttp: {
    ...mapping,
    description: 'Allows http for a whole URL of the payload. Over { settings, constants }.',
  },
  query: {
    type: 'object',
    description: 'Query parameters by name, absent ones are dropped; or one mapping of all of them.',
    additionalProperties: mapping,
  },
  headers: {
    type: 'object',
    description: 'Headers by name, absent ones are dropped; or one mapping of all of them.',
    additionalProperties: mapping,
  },
  auth: ref('auth'),
  body: mapping,
  encoding: { enum: ['json', 'form', 'text', 'ndjson'], description: 'Encoding of the body. Default json.' },
  when: { ...condition, description: 'The request is made when this is true.' },
  forEach: {
    ...pathsMapping,
    description: 'A list: each item makes a request, and is read as `$.item` and `$.index`.',
  },
  maxBytes: { type: 'integer', minimum: 1, description: "The vendor's limit for one body." },
  response: ref('response'),
  $todo: { ...text, description: 'Note about unfinished work. `compile` refuses the definition until it is gone.' },
}
const { forEach: _forEach, when: _when, ...ofBatch } = request
const { response: _response, ...ofToken } = ofBatch

const nameAndValue = (place: string) => ({
  ...shape(['name', 'value'], { name: { ...text, description: `Name of the ${place}.` }, value: pathMapping }),
  description: `A ${place} with a secret.`,
})

const scheme = {
  ...shape([], {
    basic: {
      ...shape(['username'], { username: pathMapping, password: pathMapping }),
      description: 'Basic authentication.',
    },
    bearer: pathMapping,
    header: nameAndValue('header'),
    query: nameAndValue('query parameter'),
    hmac: {
      ...shape(['header', 'secret', 'algorithm'], {
        header: { ...text, description: 'Name of the header.' },
        secret: pathMapping,
        algorithm: { enum: ['sha256', 'sha1', 'md5'], description: 'The hash.' },
        encoding: { enum: ['hex', 'base64'], description: 'Default hex.' },
        prefix: { ...text, description: 'Prefix of the signature.' },
      }),
      description: 'A header with the signature of the encoded body.',
    },
  }),
  minProperties: 1,
  maxProperties: 1,
}

/**
 * JSON Schema of a definition, for `shape.ts` and, as `schema/destination.json`, for editors.
 */
export const definitionSchema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'A callmap destination',
  ...shape(['slug', 'name', 'actions'], {
    $schema: { ...text, description: 'The JSON Schema of this file, for editors.' },
    slug: { type: 'string', pattern: '^[a-z0-9][a-z0-9-]*$', description: 'The name in commands and actions.' },
    name: { type: 'string', minLength: 1, description: "The vendor's name, as in `integrations` of an event." },
    aliases: { type: 'array', items: text, description: 'Other names in `integrations` of an event.' },
    forwards: {
      type: 'boolean',
      description: 'Takes also events that instruct one vendor, such as `Report Delivery Event`.',
    },
    kind: { enum: Object.keys(kinds), description: 'Group in lists of destinations.' },
    version: { ...text, description: 'Version of the requests, such as 1.0.0.' },
    description: { ...text, description: 'The destination in one sentence, for people.' },
    settings: record(ref('setting'), 'Settings of an account: keys, region.'),
    constants: record(mapping, 'Mappings over { settings }, computed once.'),
    functions: record(
      { type: ['string', 'array'], items: text },
      'JSONata lambdas that every expression can call as $name(…).',
    ),
    fields: record(ref('field'), 'Fields that actions share through $ref.'),
    request: { ...ref('request'), description: 'Defaults of every request.' },
    tokens: record(ref('token'), 'Tokens of OAuth 2. Requests read their values as $.tokens.*.'),
    subject: { ...pathsMapping, description: 'The `subject` of actions that declare none.' },
    rates: ref('rates'),
    actions: record(ref('action'), 'Actions of the destination.'),
    subscriptions: {
      type: 'array',
      items: ref('subscription'),
      description: 'Events to match, and the action for each.',
    },
    identity,
    rules: record({ enum: ['off', 'warning', 'error'] }, 'Levels of lint rules by code.'),
  }),
  $defs: {
    ...fieldParts,
    action: shape(['fields'], {
      title: { ...text, description: 'Name shown to people. Default: the words of the key.' },
      description: { ...text, description: 'The action in one sentence, for people.' },
      fields: record(ref('field'), 'The parts of the payload.'),
      checks: {
        ...record(ref('check'), 'Rules about a payload by name, or a list of them.'),
        type: ['object', 'array'],
        items: ref('check'),
      },
      subject: {
        ...pathsMapping,
        description:
          'Subjects of an action besides the IDs of the call: a value, a list, or an object of these by kind. Requests keep the order of equal values. null: none.',
      },
      requests: {
        type: 'array',
        items: ref('request'),
        description: 'The request that the action makes, or a list of several. Without one, its payload is the result.',
      },
      batch: ref('batch'),
      response: { ...ref('response'), description: 'The meaning of the answers to all its requests.' },
      repeats: {
        if: { type: 'object' },
        then: shape(['counted'], { counted: { ...text, description: 'Reason that nothing can be done about it.' } }),
        else: { enum: ['dropped', 'harmless', 'counted'] },
        description:
          'Effect of a request that the vendor gets twice: dropped, the same values set again, or counted twice.',
      },
      rates: ref('rates'),
    }),
    request: shape([], request),
    check: shape(['when', 'message'], {
      when: {
        ...condition,
        description: 'A condition over `payload`, `settings` and `constants`. The check applies if it is true.',
      },
      message: {
        ...text,
        description: 'The reason, for people. The key `skip` or `warning` in its place is the level too.',
      },
      level: {
        enum: ['error', 'skip', 'warning'],
        description: '`skip`: the action is skipped without a failure. `warning`: only `explain` reports it.',
      },
      // Written out before this schema applies.
      warning: { ...text, description: 'The message of level `warning`, which only `explain` reports.' },
      skip: { ...text, description: 'The message of level `skip`: the action is skipped without a failure.' },
      field: { ...text, description: 'Key of the field that is checked.' },
    }),
    auth: {
      ...scheme,
      type: ['object', 'array', 'null'],
      minItems: 1,
      maxItems: 10,
      items: ref('credential'),
      description: 'One of basic, bearer, header, query, hmac; a list of several; null for none.',
    },
    credential: { ...scheme, description: 'One of basic, bearer, header, query, hmac.' },
    batch: {
      ...shape([], {
        when: { ...condition, description: 'If false, the action is sent in a single request.' },
        item: {
          ...pathMapping,
          description:
            'Item that an action adds, over { payload, body, settings, constants }; by default its body. For several requests it reads no body.',
        },
        maxItems: { type: 'integer', minimum: 1, description: 'Most items of a batch.' },
        maxBytes: { type: 'integer', minimum: 1, description: 'Most bytes of the body of a batch.' },
        size: { ...pathMapping, description: 'Lowers maxItems, e.g. by a field of the payload.' },
        key: { ...pathsMapping, description: 'Actions with different keys are never in one batch.' },
        distinct: { ...pathsMapping, description: 'No batch holds two items for which this is equal.' },
        request: {
          ...shape([], ofBatch),
          description:
            'Replaces parts of the single request, and `query` and `headers` as a whole. With several requests, it stands for all of them.',
        },
      }),
      description: 'Sends several actions in one request.',
    },
    token: shape(['request', 'values'], {
      request: {
        ...shape(['url'], ofToken),
        description: 'Request for tokens, over { settings, constants, tokens }.',
      },
      values: {
        ...record(pathMapping, 'Strings in the answer, over { response, settings, constants }.'),
        minProperties: 1,
      },
      origins: record(
        shape(['url', 'hosts'], {
          url: { ...pathMapping, description: 'Origin in the answer: `https://`, a host and no path.' },
          hosts: { ...hosts, description: 'Allowed hosts: `api.example.com`, or `*.example.com`.' },
        }),
        'Origins of URLs in the answer. A `@template` of a URL begins with one: `{{tokens.name}}/path`.',
      ),
      expires: { ...pathMapping, description: 'Seconds until the tokens expire.' },
      response: { ...shape([], { rules }), description: 'Meaning of the answer.' },
    }),
    ...identityParts,
    errors,
    rates,
    response,
    subscription: shape(['action', 'trigger'], {
      name: { ...text, description: 'Without it, the subscription is called as its action.' },
      action: { ...text, description: 'Key of an action.' },
      trigger: { ...text, description: 'The events, as in: type = "track" and event = "Signed Up"' },
      enabled: { type: 'boolean', description: 'False to send nothing. Default: true.' },
      mapping: { type: 'object', description: 'The whole mapping; the defaults of fields are ignored.' },
      overrides: { type: 'object', description: 'Replacements for defaults of fields; null unmaps a field.' },
      $ignore: { type: 'array', items: text, description: 'Codes that lint does not report for this subscription.' },
      $todo: { ...text, description: 'Note about unfinished work, which lint reports.' },
    }),
  },
}
