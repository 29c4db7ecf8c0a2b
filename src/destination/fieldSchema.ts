import { eventMapping, mapping, record, ref, scalar, shape, text } from './schemaParts.ts'

export const fieldTypes = ['string', 'text', 'number', 'integer', 'boolean', 'datetime', 'object', 'secret']

/** Types as they are written: `!` after one means required. */
export const writtenTypes = [...fieldTypes, ...fieldTypes.map(type => `${type}!`)]

const typed = {
  label: { ...text, description: 'Name shown to people. Default: the words of the key.' },
  description: { ...text, description: 'A sentence for people.' },
  type: {
    enum: fieldTypes,
    description:
      '`properties`, `format`, and `choices` of one type imply the type. `secret` is a string that never appears in output. `!` after it means required.',
  },
  choices: {
    type: 'array',
    minItems: 1,
    items: {
      type: [...scalar, 'object'],
      properties: {
        label: { ...text, description: 'Name shown to people.' },
        value: { type: scalar, description: 'The value.' },
      },
      required: ['value'],
      additionalProperties: false,
    },
    description:
      'All allowed values: each the value, or an object with a `label` for people. A table has labels and values: `{ "Europe": "eu" }`.',
  },
  format: {
    enum: [
      ...['date', 'date-time', 'time', 'date-like', 'email', 'hostname', 'ipv4', 'ipv6'],
      ...['uri', 'uri-reference', 'uuid', 'text', 'password'],
    ],
    description: 'Form of a string.',
  },
  minimum: { type: 'number', description: 'Minimum of a number, or minimum length of a string.' },
  maximum: { type: 'number', description: 'Maximum of a number, or maximum length of a string.' },
}

/** Schemas of settings and fields. */
export const fieldParts = {
  setting: shape(['type'], {
    ...typed,
    required: { type: 'boolean', description: 'True if every account must have it.' },
    default: mapping,
    example: { ...mapping, description: 'A value for previews without settings; required settings get one anyway.' },
  }),
  field: shape(['type'], {
    ...typed,
    required: ref('required'),
    multiple: { type: 'boolean', description: 'A list of such values.' },
    allowNull: { type: 'boolean', description: 'True if null is sent; otherwise it is dropped.' },
    properties: record(ref('field'), 'The parts of an object.'),
    additionalProperties: { type: 'boolean', description: 'True if an object may have other properties.' },
    default: {
      ...eventMapping,
      description:
        'The mapping where a subscription gives no other. A string such as `$.userId` is a path, and a list of them the first that has a value.',
    },
    category: { enum: ['identifier', 'pii', 'hashedPii', 'other'], description: 'Kind of personal data.' },
  }),
  required: {
    ...shape(['conditions'], {
      match: { enum: ['any', 'all'], description: 'Conditions that must hold. Default: any.' },
      conditions: {
        type: 'array',
        minItems: 1,
        items: shape(['fieldKey', 'operator'], {
          type: { ...text, description: 'Ignored; saved conditions have it.' },
          fieldKey: { ...text, description: 'Key of another field, or `object.property`.' },
          operator: { enum: ['is', 'is_not'], description: 'Comparison with the value.' },
          value: { type: [...scalar, 'null'], description: 'Without it, `is` means "is absent".' },
        }),
        description: 'Conditions on other fields.',
      },
    }),
    type: ['boolean', 'object'],
    description: 'Always, or on conditions on other fields: `name = "a" or name = "b"`.',
  },
}
