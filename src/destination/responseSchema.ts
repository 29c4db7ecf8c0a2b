import { condition, pathMapping, pathsMapping, ref, shape } from './schemaParts.ts'

const status = {
  type: ['integer', 'string', 'array'],
  pattern: '^[1-5]xx$',
  minimum: 0,
  maximum: 599,
  items: { type: ['integer', 'string'], pattern: '^[1-5]xx$', minimum: 0, maximum: 599 },
  description: 'A status, a list, or a class such as `4xx`. 0: no answer. Left out: any.',
}

export const rules = {
  type: 'array',
  items: shape(['outcome'], {
    status,
    when: { ...condition, description: 'Must be true. Over { request, response, items, settings, constants }.' },
    outcome: {
      enum: ['delivered', 'retry', 'split', 'rejected', 'unauthorized'],
      description: 'Outcome of the actions of the request.',
    },
    after: { ...pathMapping, description: 'Seconds to wait. By default those of the headers.' },
    pause: { type: 'boolean', description: 'Nothing else of the account is to be sent until then.' },
    message: pathMapping,
  }),
  description: 'The first rule that holds decides for the whole answer.',
}

export const rates = {
  type: 'array',
  items: shape(['count', 'of', 'per', 'key'], {
    count: { type: 'integer', minimum: 1, description: 'The number that is allowed.' },
    of: { enum: ['requests', 'items', 'bytes'], description: 'The unit of the number.' },
    per: { type: 'number', exclusiveMinimum: 0, description: 'Seconds.' },
    key: { enum: ['account', 'endpoint', 'subject'], description: 'The thing that has a rate of its own.' },
  }),
  description: 'Rates that the vendor allows.',
}

export const errors = shape(['list'], {
  status: {
    ...status,
    description:
      'A status, a list, or a class such as `4xx`. Left out: any but 0, 401, 403, 408, 425, 429 and 5xx that are retried.',
  },
  list: { ...pathMapping, description: 'List of the errors.' },
  when: { ...condition, description: 'Must be true. Also over { error, position }.' },
  index: {
    ...pathMapping,
    description: 'Place of the item in the list of the body, from 0. Default: the position of the error.',
  },
  key: { ...pathsMapping, description: 'Values that name items.' },
  item: { ...pathMapping, description: 'Values of an item, over { item }.' },
  outcome: { enum: ['rejected', 'retry', 'delivered'], description: 'Default: rejected.' },
  after: pathMapping,
  at: { ...pathMapping, description: 'The field, as the vendor names it.' },
  message: pathMapping,
  others: {
    enum: ['delivered', 'retry'],
    description: 'Outcome of the items that no error names. Default: delivered.',
  },
})

export const response = {
  ...shape([], {
    rules,
    errors: {
      if: { type: 'array' },
      then: { items: ref('errors') },
      else: ref('errors'),
      description: 'Entries of an answer that name items, or a list of several kinds.',
    },
  }),
  description: "Meaning of the vendor's answers.",
}
