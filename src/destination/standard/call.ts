import { fields, first } from './parts.ts'

/** IDs, names and times of a call, and its objects. */
export const call = fields({
  userId: {
    label: 'User ID',
    type: 'string',
    category: 'identifier',
    description: 'Your ID of the person.',
    default: first('userId'),
  },
  anonymousId: {
    label: 'Anonymous ID',
    type: 'string',
    category: 'identifier',
    description: 'ID of the visitor before the person is known.',
    default: first('anonymousId'),
  },
  idOrAnonymousId: {
    label: 'User ID or anonymous ID',
    type: 'string',
    category: 'identifier',
    description: 'Your ID of the person. Before the person is known, the anonymous ID.',
    default: first('userId', 'anonymousId'),
  },
  previousId: {
    label: 'Previous ID',
    type: 'string',
    category: 'identifier',
    description: 'ID by which the person was known before.',
    default: first('previousId'),
  },
  groupId: {
    label: 'Group ID',
    type: 'string',
    category: 'identifier',
    description: 'ID of the company, team or other group.',
    default: first('groupId', 'context.groupId'),
  },
  messageId: {
    label: 'Message ID',
    type: 'string',
    description: 'Identifies a retry of the event.',
    default: first('messageId'),
  },
  event: {
    label: 'Event name',
    type: 'string',
    description: 'Name of the event of a `track` call.',
    default: first('event'),
  },
  name: {
    label: 'Page or screen name',
    type: 'string',
    description: 'Name of the page or screen of a `page` or `screen` call.',
    default: first('name', 'properties.name'),
  },
  eventOrName: {
    label: 'Event name',
    type: 'string',
    description: 'Name of the event, or of the page or screen.',
    default: first('event', 'name'),
  },
  properties: {
    label: 'Properties',
    type: 'object',
    description: 'All properties of the event.',
    default: first('properties'),
  },
  traits: {
    label: 'Traits',
    type: 'object',
    description: 'All traits of the person. In a `group` call, the traits of the group.',
    default: first('traits', 'context.traits'),
  },
  context: {
    label: 'Context',
    type: 'object',
    description: 'Surroundings of the call: page, device, campaign, locale, IP address.',
    default: first('context'),
  },
  timestamp: {
    label: 'Timestamp',
    type: 'datetime',
    description: 'When it happened.',
    default: first('timestamp'),
  },
  receivedAt: {
    label: 'Received at',
    type: 'datetime',
    description: 'When the event was received. Without it, when it happened.',
    default: first('receivedAt', 'timestamp'),
  },
})
