const customerio = 'Customer.io'

/**
 * Vendors by the names of events that instruct only them. Such events are not behaviour of a person: the `anonymousId` of
 * `Report Delivery Event` is the ID of a message. `Application Installed`, `Opened` and `Uninstalled` are not listed,
 * because they also describe the app.
 *
 * Source: the semantic events in the API description of Customer.io Data Pipelines.
 */
export const instructions: ReadonlyMap<string, string> = new Map([
  ['Device Created or Updated', customerio],
  ['Device Deleted', customerio],
  ['User Deleted', customerio],
  ['User Suppressed', customerio],
  ['User Unsuppressed', customerio],
  ['Relationship Deleted', customerio],
  ['Object Deleted', customerio],
  ['Report Delivery Event', customerio],
  ['Report Content Event', customerio],
])
