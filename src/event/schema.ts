import type { CallType } from './event.ts'

const id = { type: 'string', minLength: 1 }
const time = { type: 'string', format: 'date-time' }
const object = { type: 'object' }

/** Requires at least one of the keys. */
function oneOf(...keys: readonly string[]) {
  return keys.map(key => ({ required: [key] }))
}

function call(type: CallType, properties: object, rules: object) {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: `${type} call`,
    type: 'object',
    properties: {
      type: { const: type },
      messageId: id,
      userId: id,
      anonymousId: id,
      groupId: id,
      previousId: id,
      timestamp: time,
      originalTimestamp: time,
      sentAt: time,
      receivedAt: time,
      context: object,
      integrations: { type: 'object', additionalProperties: { type: ['boolean', 'object'] } },
      ...properties,
    },
    ...rules,
  }
}

const view = { name: { type: 'string' }, category: { type: 'string' }, properties: object }

const hasEmail = {
  required: ['traits'],
  properties: { traits: { type: 'object', required: ['email'], properties: { email: id } } },
}

/** JSON Schemas of the six calls, after `normalize` has cleaned them. */
export const callSchemas = {
  identify: call(
    'identify',
    { traits: object },
    {
      description: '`userId`, `anonymousId` or `traits.email`',
      anyOf: [...oneOf('userId', 'anonymousId'), hasEmail],
    },
  ),
  group: call('group', { traits: object }, { required: ['groupId'] }),
  track: call(
    'track',
    { event: { type: 'string', minLength: 1 }, properties: object },
    {
      description: '`userId`, `anonymousId` or `groupId`',
      required: ['event'],
      anyOf: oneOf('userId', 'anonymousId', 'groupId'),
    },
  ),
  page: call('page', view, { description: '`userId` or `anonymousId`', anyOf: oneOf('userId', 'anonymousId') }),
  screen: call('screen', view, { description: '`userId` or `anonymousId`', anyOf: oneOf('userId', 'anonymousId') }),
  alias: call('alias', {}, { required: ['userId', 'previousId'] }),
} as const satisfies Record<CallType, object>
