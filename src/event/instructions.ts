const customerio = 'Customer.io'

/**
 * Events that instruct one vendor, by their names. They are no behaviour of a person: `Report Delivery Event` has the ID of
 * a message as its `anonymousId`. `Application Installed`, `Opened` and `Uninstalled` also say something about the app, and
 * are for everyone.
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
