import { mapping, record, ref, scalar, shape, text } from './schemaParts.ts'

const typed = {
  label: { ...text, description: 'Name shown to people.' },
  description: text,
  type: {
    enum: ['string', 'text', 'number', 'integer', 'boolean', 'datetime', 'object', 'secret'],
    description: '`secret` is a string that never appears in output.',
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
  minimum: { type: 'number', description: 'Minimum of a number, or minimum length of a string.' },
  maximum: { type: 'number', description: 'Maximum of a number, or maximum length of a string.' },
}

/** Schemas of settings and fields. */
export const fieldParts = {
  setting: shape(['type'], {
    ...typed,
    required: { type: 'boolean' },
    default: mapping,
    example: { ...mapping, description: 'A value for previews without settings; required settings get one anyway.' },
  }),
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
}
