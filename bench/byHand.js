/**
 * The default subscriptions of Customer.io over the six calls, as someone would write them by hand: the same payloads
 * for well-formed calls, and the checks that a careful author makes.
 */
export function byHand(event) {
  const actions = []
  const add = (action, payload) => {
    const { messageId } = event
    const subject = idsOf(event)
    if (isText(messageId)) {
      actions.push({ destination: 'customerio', subscription: action, action, payload, messageId, subject })
    } else actions.push({ destination: 'customerio', subscription: action, action, payload, subject })
  }
  switch (event.type) {
    case 'identify':
      add('createUpdatePerson', person(event))
      break
    case 'group':
      add('createUpdateObject', object(event))
      break
    case 'track':
      if (!reserved.has(event.event)) add('trackEvent', named('name', event.event, event))
      break
    case 'page':
      if (isText(event.properties?.url)) add('trackPageView', named('url', event.properties.url, event))
      break
    case 'screen':
      if (isText(event.name)) add('trackScreenView', named('name', event.name, event))
      break
    case 'alias':
      if (isText(event.userId) && isText(event.previousId)) {
        const visitor = isText(event.anonymousId) && { anonymous_id: event.anonymousId }
        add('mergePeople', { primary: event.userId, secondary: event.previousId, ...visitor })
      }
  }
  return { actions }
}

function idsOf({ type, userId, anonymousId, previousId }) {
  const ids = []
  if (isText(userId)) ids.push(userId)
  if (isText(anonymousId)) ids.push(anonymousId)
  if (type === 'alias' && isText(previousId)) ids.push(previousId)
  return ids
}

const reserved = new Set([
  ...['Application Installed', 'Application Opened', 'Application Uninstalled', 'Device Created or Updated'],
  ...['Device Deleted', 'Relationship Deleted', 'User Deleted', 'User Suppressed', 'User Unsuppressed'],
  ...['Object Deleted', 'Report Delivery Event', 'Report Content Event'],
])

const isText = value => typeof value === 'string' && value !== ''
const isObject = value => typeof value === 'object' && value !== null && !Array.isArray(value)

function person(event) {
  const { userId, anonymousId, timestamp, traits } = event
  const payload = {}
  const email = traits?.email ?? event.email
  const id = userId ?? email
  if (isText(id)) payload.id = id
  if (isText(anonymousId)) payload.anonymous_id = anonymousId
  if (isText(email)) payload.email = email
  const createdAt = traits?.created_at ?? traits?.createdAt ?? event.created_at ?? event.createdAt
  if (isText(createdAt) || typeof createdAt === 'number') payload.created_at = createdAt
  if (isText(traits?.objectId)) payload.group_id = traits.objectId
  if (isObject(traits)) payload.custom_attributes = traits
  if (isObject(traits?.relationshipAttributes)) payload.relationship_attributes = traits.relationshipAttributes
  if (isText(timestamp)) payload.timestamp = timestamp
  payload.convert_timestamp = true
  const type = traits?.object_type_id ?? traits?.objectTypeId
  if (isText(type)) payload.object_type_id = type
  return payload
}

function object(event) {
  const { userId, anonymousId, groupId, traits } = event
  const payload = {}
  if (isText(groupId)) payload.id = groupId
  const own = traits?.objectAttributes
  const createdAt =
    own?.created_at ?? own?.createdAt ?? traits?.created_at ?? traits?.createdAt ?? event.created_at ?? event.createdAt
  if (isText(createdAt) || typeof createdAt === 'number') payload.created_at = createdAt
  payload.custom_attributes = { ...traits, ...own }
  if (isObject(traits?.relationshipAttributes)) payload.relationship_attributes = traits.relationshipAttributes
  if (isText(userId)) payload.user_id = userId
  if (isText(anonymousId)) payload.anonymous_id = anonymousId
  const type = traits?.object_type_id ?? traits?.objectTypeId
  if (isText(type)) payload.object_type_id = type
  payload.convert_timestamp = true
  return payload
}

function named(key, name, { userId, anonymousId, messageId, timestamp, properties, email }) {
  const payload = {}
  const id = userId ?? email
  if (isText(id)) payload.id = id
  if (isText(anonymousId)) payload.anonymous_id = anonymousId
  payload[key] = name
  if (isText(messageId)) payload.event_id = messageId
  if (isText(timestamp)) payload.timestamp = timestamp
  if (isObject(properties)) payload.data = properties
  payload.convert_timestamp = true
  return payload
}
