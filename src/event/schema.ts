import type { CallType } from './event.ts'

const id = (description: string) => ({ type: 'string', minLength: 1, description })
const time = (description: string) => ({ type: 'string', format: 'date-time', description })
const text = (description: string) => ({ type: 'string', description })
const object = (description: string) => ({ type: 'object', description })

/** Requires at least one of the keys. */
function requireOne(...keys: readonly string[]) {
  return keys.map(key => ({ required: [key] }))
}

function call(type: CallType, properties: object, rules: object) {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: `${type} call`,
    type: 'object',
    properties: {
      type: { const: type, description: 'The call.' },
      messageId: id('Identifies a retry. Without one, a hash of the call, its times and its place in the input.'),
      userId: id('ID of the person in your database.'),
      anonymousId: id('ID of a visitor or device before the person is known.'),
      groupId: id('ID of a company, team or other group.'),
      previousId: id('ID by which the person was known before.'),
      timestamp: time("When it happened, with the error of the device's clock corrected."),
      originalTimestamp: time("When it happened, by the device's clock."),
      sentAt: time("When it was sent, by the device's clock."),
      receivedAt: time('When it was received.'),
      context: object('Surroundings of the call: page, device, campaign, locale, IP address.'),
      integrations: {
        type: 'object',
        description: 'Destinations by name: `false` keeps the event from one, `All` is the default of the others.',
        additionalProperties: { type: ['boolean', 'object'] },
      },
      ...properties,
    },
    ...rules,
  }
}

const view = {
  name: text('Name of the page or screen.'),
  category: text('Category of the page or screen.'),
  properties: object('Properties of the page or screen.'),
}

const hasEmail = {
  required: ['traits'],
  properties: { traits: { type: 'object', required: ['email'], properties: { email: id('Email address.') } } },
}

/** JSON Schemas of the six calls, after `normalize` has cleaned them. */
export const callSchemas = {
  identify: call(
    'identify',
    { traits: object('Attributes of the person. Default: `context.traits`, else `{}`.') },
    {
      description: '`userId`, `anonymousId` or `traits.email`',
      anyOf: [...requireOne('userId', 'anonymousId'), hasEmail],
    },
  ),
  group: call('group', { traits: object('Attributes of the group.') }, { required: ['groupId'] }),
  track: call(
    'track',
    { event: id('Name of the event.'), properties: object('Properties of the event.') },
    {
      description: '`userId`, `anonymousId` or `groupId`',
      required: ['event'],
      anyOf: requireOne('userId', 'anonymousId', 'groupId'),
    },
  ),
  page: call('page', view, { description: '`userId` or `anonymousId`', anyOf: requireOne('userId', 'anonymousId') }),
  screen: call('screen', view, {
    description: '`userId` or `anonymousId`',
    anyOf: requireOne('userId', 'anonymousId'),
  }),
  alias: call('alias', {}, { required: ['userId', 'previousId'] }),
} as const satisfies Record<CallType, object>
