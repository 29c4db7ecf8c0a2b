/**
 * JSON Schema of mappings files, for editors. `schema/mappings.json` is generated from it; `mappingsFile.ts` checks a file.
 */
export const mappingsSchema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'A callmap mappings file',
  description: 'One use of a destination: which one, the settings of an account, and its subscriptions.',
  type: 'object',
  required: ['destination'],
  additionalProperties: false,
  properties: {
    $schema: { type: 'string', description: 'The JSON Schema of this file, for editors.' },
    destination: {
      type: 'string',
      minLength: 1,
      description: 'The slug of a destination that comes with callmap, or the path of a definition, from this file.',
    },
    settings: {
      type: 'object',
      description: 'By the names that the definition gives them. Refer to secrets: { "$secret": "NAME" }.',
      additionalProperties: { anyOf: [{ $ref: '#/$defs/secret' }, { not: { type: 'object', required: ['$secret'] } }] },
    },
    subscriptions: {
      type: 'array',
      description: 'Which events become which actions. Without them, those of the definition are used.',
      items: { $ref: '#/$defs/subscription' },
    },
    allowIds: {
      type: 'array',
      description: 'IDs such as `guest` that are people here. By default they count as absent.',
      items: { type: 'string' },
    },
    consent: {
      type: 'array',
      description: 'Categories of consent, such as `Advertising`. An event that refuses one of them is skipped.',
      items: { type: 'string' },
    },
    rules: {
      type: 'object',
      description: 'Codes that `callmap check` does not report in this file, or with another level.',
      additionalProperties: { enum: ['off', 'warning', 'error'] },
    },
  },
  $defs: {
    secret: {
      type: 'object',
      required: ['$secret'],
      additionalProperties: false,
      properties: {
        $secret: {
          type: 'string',
          minLength: 1,
          description: "The secret's name, by which --secrets finds its value.",
        },
      },
    },
    subscription: {
      type: 'object',
      required: ['action', 'trigger'],
      additionalProperties: false,
      properties: {
        name: { type: 'string', minLength: 1, description: 'Without it, the subscription is called as its action.' },
        action: { type: 'string', description: 'The key of an action of the definition.' },
        trigger: { type: 'string', description: 'Which events, as in: type = "track" and event = "Signed Up"' },
        enabled: { type: 'boolean', default: true, description: 'False to send nothing.' },
        mapping: {
          type: 'object',
          description: 'The payload, exactly: raw JSON, and directives such as { "@path": "$.userId" }.',
        },
        overrides: {
          type: 'object',
          description: "The payload as the fields' defaults make it, with these instead; null unmaps a field.",
        },
        $ignore: {
          type: 'array',
          items: { type: 'string' },
          description: 'Codes that `callmap check` does not report here.',
        },
        $todo: { type: 'string', description: 'What is still to be done; `callmap check` reminds of it.' },
      },
      not: { required: ['mapping', 'overrides'] },
    },
  },
}
