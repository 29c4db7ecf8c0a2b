import type { HashAlgorithm, HashEncoding, Json, JsonObject } from '../value/index.ts'

/** A mapping as it is written: raw JSON, and directives. */
export type MappingJson = Json

/** A destination as it is written. Everything about it is here, and all of it is JSON. */
export interface Definition {
  readonly $schema?: string
  readonly slug: string
  readonly name: string
  /** What else the `integrations` of an event may call it. */
  readonly aliases?: readonly string[]
  /** Whether it also takes the events that instruct one vendor, such as `Report Delivery Event`, and passes them on. */
  readonly forwards?: boolean
  readonly version?: string
  readonly description?: string
  readonly settings?: { readonly [key: string]: SettingDefinition }
  /** Mappings over `{ settings }`, computed when the destination is compiled. */
  readonly constants?: { readonly [key: string]: MappingJson }
  /** JSONata lambdas that every expression of the definition can call as `$name(…)`. */
  readonly functions?: { readonly [key: string]: string | readonly string[] }
  /** Fields that actions share through `$ref`. */
  readonly fields?: { readonly [key: string]: FieldDefinition }
  /** What every request has unless it says otherwise. */
  readonly request?: Partial<RequestDefinition>
  /** The `subject` of actions that declare none. It may read a field that any action has. */
  readonly subject?: MappingJson
  readonly actions: { readonly [key: string]: ActionDefinition }
  readonly subscriptions?: readonly SubscriptionDefinition[]
  /** Codes of `lint` that are off here, or have another level. */
  readonly rules?: Rules
}

export type Rules = { readonly [code: string]: 'off' | 'warning' | 'error' }

export interface SettingDefinition {
  readonly label?: string
  readonly description?: string
  readonly type: FieldType
  readonly required?: boolean
  readonly choices?: readonly Choice[]
  readonly default?: Json
  readonly format?: string
  readonly minimum?: number
  readonly maximum?: number
}

export type FieldType = 'string' | 'text' | 'number' | 'integer' | 'boolean' | 'datetime' | 'object' | 'secret'

export type Choice = string | number | boolean | { readonly label?: string; readonly value: string | number | boolean }

export interface FieldDefinition extends Omit<SettingDefinition, 'required'> {
  readonly required?: boolean | RequiredWhen
  /** A list of values of the type; one value is taken as a list of one. */
  readonly multiple?: boolean
  readonly allowNull?: boolean
  readonly properties?: { readonly [key: string]: FieldDefinition }
  readonly additionalProperties?: boolean
  /** The mapping of the field where a subscription does not give another. */
  readonly default?: MappingJson
  readonly category?: 'identifier' | 'pii' | 'hashedPii' | 'other'
}

/** When a field is required: on any (the default) or all of the conditions on other fields. */
export interface RequiredWhen {
  readonly match?: 'any' | 'all'
  readonly conditions: readonly Condition[]
}

/** `fieldKey` is a field of the action, or `object.property`. Without a `value`, `is` means "is absent". */
export interface Condition {
  readonly fieldKey: string
  readonly operator: 'is' | 'is_not'
  readonly value?: Json
}

export interface ActionDefinition {
  readonly title?: string
  readonly description?: string
  readonly fields: { readonly [key: string]: FieldDefinition }
  readonly checks?: readonly CheckDefinition[]
  /**
   * What an action is about, beyond the ids of its call: a value or a list of values of kind `person`, or an object of
   * these by kind; `null` for nothing more. Requests keep the order of actions that share a value of one kind. A mapping
   * over `{ payload, settings, constants }`.
   */
  readonly subject?: MappingJson
  readonly requests?: readonly RequestDefinition[]
  readonly batch?: BatchDefinition
}

/**
 * What types cannot say about a payload: when `when` (over `{ payload, settings, constants }`) gives `true`, the
 * payload is refused with the message. With `level: "skip"` nothing is sent, on purpose and without a failure; with
 * `level: "warning"` `explain` reports the message.
 */
export interface CheckDefinition {
  readonly when: MappingJson
  readonly message: string
  readonly level?: 'error' | 'skip' | 'warning'
  /** The field it is about. */
  readonly field?: string
}

export interface RequestDefinition {
  readonly method?: MappingJson
  readonly url: MappingJson
  /** The hosts that a whole URL of the payload may have: `hooks.slack.com`, or `*.slack.com` for what is below it. */
  readonly hosts?: readonly string[]
  /** Whether a whole URL of the payload may be http. A mapping over `{ settings, constants }`. */
  readonly allowHttp?: MappingJson
  readonly query?: { readonly [key: string]: MappingJson }
  /** By name, or a mapping of all of them: those that are written by name stay. */
  readonly headers?: { readonly [key: string]: MappingJson }
  /** `null`: none, though others have it. */
  readonly auth?: AuthDefinition | null
  readonly body?: MappingJson
  readonly encoding?: Encoding
  /** The request is made when this is `true`. */
  readonly when?: MappingJson
  /** A list: one request for each of its items, which templates read as `$.item`, and its number as `$.index`. */
  readonly forEach?: MappingJson
  /** The vendor's limit for one body, in bytes: `explain` warns when it is exceeded. */
  readonly maxBytes?: number
}

export type Encoding = 'json' | 'form' | 'text' | 'ndjson'

export type AuthDefinition =
  | { readonly basic: { readonly username: MappingJson; readonly password?: MappingJson } }
  | { readonly bearer: MappingJson }
  | { readonly header: { readonly name: string; readonly value: MappingJson } }
  | { readonly query: { readonly name: string; readonly value: MappingJson } }
  | { readonly hmac: HmacDefinition }

/** A header with the signature of the body as it is sent. Without a secret, and without a body, there is none. */
export interface HmacDefinition {
  readonly header: string
  readonly secret: MappingJson
  readonly algorithm: HashAlgorithm
  readonly encoding?: HashEncoding
  /** What stands before the signature: `sha256=`. */
  readonly prefix?: string
}

export interface BatchDefinition {
  /** An action for which this is `false` is sent by itself. A mapping over `{ payload, settings, constants }`. */
  readonly when?: MappingJson
  /**
   * What an action adds to its batch: a list adds its items. A mapping over `{ payload, body, settings, constants }`;
   * without it, the body of the single request.
   */
  readonly item?: MappingJson
  /** How many items one batch holds. */
  readonly maxItems?: number
  readonly maxBytes?: number
  /** Fewer items than `maxItems`, where this is a whole number. A mapping over `{ payload, settings, constants }`. */
  readonly size?: MappingJson
  /** Actions whose key differs are never in one batch. A mapping over `{ payload, settings, constants }`. */
  readonly key?: MappingJson
  /** No batch holds two items for which this is equal. A mapping over `{ payload, settings, constants }`. */
  readonly distinct?: MappingJson
  /** What the batch request changes of the single one. Its body is a mapping over `{ items, key, settings, constants }`. */
  readonly request?: Partial<RequestDefinition>
}

export interface SubscriptionDefinition {
  readonly name?: string
  readonly action: string
  readonly trigger: string
  readonly enabled?: boolean
  /** Exactly this, instead of the fields' defaults. */
  readonly mapping?: JsonObject
  /** The fields' defaults with these replaced; `null` unmaps a field. */
  readonly overrides?: JsonObject
  /** Codes that `lint` does not report here. */
  readonly $ignore?: readonly string[]
  /** What is still to be done. */
  readonly $todo?: string
}
