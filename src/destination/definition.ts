import type { HashAlgorithm, HashEncoding, Json, JsonObject } from '../value/index.ts'
import type { IdentityDefinition } from './identityDefinition.ts'
import type { DestinationKind } from './kinds.ts'
import type { MappingJson } from './mappingJson.ts'
import type { ResponseDefinition } from './responseDefinition.ts'

/** Complete description of a destination in JSON. */
export interface Definition {
  readonly $schema?: string
  readonly slug: string
  readonly name: string
  /** Other names of the destination in the `integrations` of an event. */
  readonly aliases?: readonly string[]
  /** True if it also takes events that instruct one vendor, such as `Report Delivery Event`. */
  readonly forwards?: boolean
  /** Group in lists of destinations. */
  readonly kind?: DestinationKind
  readonly version?: string
  readonly description?: string
  readonly settings?: { readonly [key: string]: SettingDefinition }
  /** Mappings over `{ settings }`, computed when the destination is compiled. */
  readonly constants?: { readonly [key: string]: MappingJson }
  /** JSONata lambdas that every expression of the definition can call as `$name(…)`. */
  readonly functions?: { readonly [key: string]: string | readonly string[] }
  /** Fields that actions share through `$ref`. */
  readonly fields?: { readonly [key: string]: FieldDefinition }
  /** Defaults of every request. */
  readonly request?: Partial<RequestDefinition>
  /** Tokens of OAuth 2. Requests read their values as `$.tokens.*`, one object for all. */
  readonly tokens?: { readonly [key: string]: TokenDefinition }
  /** The `subject` of actions that declare none. It may read a field that any action has. */
  readonly subject?: MappingJson
  /** Rates that the vendor allows to an account. Callers obey them. */
  readonly rates?: readonly RateDefinition[]
  readonly actions: { readonly [key: string]: ActionDefinition }
  readonly subscriptions?: readonly SubscriptionDefinition[]
  /** The vendor's rules about profiles, which `journey` plays. The first of several that holds counts. */
  readonly identity?: IdentityDefinition | readonly IdentityDefinition[]
  /** Levels of lint rules by code. */
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
  /** A value for previews without settings. Required settings get one anyway. */
  readonly example?: Json
  readonly format?: string
  readonly minimum?: number
  readonly maximum?: number
}

export type FieldType = 'string' | 'text' | 'number' | 'integer' | 'boolean' | 'datetime' | 'object' | 'secret'

export type Choice = string | number | boolean | { readonly label?: string; readonly value: string | number | boolean }

export interface FieldDefinition extends Omit<SettingDefinition, 'required' | 'example'> {
  readonly required?: boolean | RequiredWhen
  /** True for a list of values of the type; a single value counts as a list of one. */
  readonly multiple?: boolean
  readonly allowNull?: boolean
  readonly properties?: { readonly [key: string]: FieldDefinition }
  readonly additionalProperties?: boolean
  /** Mapping of the field, unless a subscription has another. */
  readonly default?: MappingJson
  readonly category?: 'identifier' | 'pii' | 'hashedPii' | 'other'
}

/** Conditions on other fields under which a field is required: any (the default) or all of them. */
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
  /** Checks by name, or a list of them. */
  readonly checks?: { readonly [name: string]: CheckDefinition } | readonly CheckDefinition[]
  /**
   * Subjects of an action besides the IDs of its call: a value or a list of values of kind `person`, or an object of these
   * by kind; `null` for none. Requests keep the order of actions that share a value of one kind. A mapping over
   * `{ payload, settings, constants }`.
   */
  readonly subject?: MappingJson
  readonly requests?: readonly RequestDefinition[]
  readonly batch?: BatchDefinition
  /** Meaning of the answers to all its requests, where they have no `response` of their own. */
  readonly response?: ResponseDefinition
  /**
   * Effect of a request that the vendor gets twice: it drops it, sets the same values again, or counts it twice, with the
   * reason if nothing can be done about that.
   */
  readonly repeats?: 'dropped' | 'harmless' | 'counted' | { readonly counted: string }
  /** Rates of this action, beside those of the destination. */
  readonly rates?: readonly RateDefinition[]
}

/**
 * A rule about a payload that types cannot express: if `when` (over `{ payload, settings, constants }`) gives `true`, the
 * payload is refused with the message. With `level: "skip"` the action is skipped without a failure; with
 * `level: "warning"` only `explain` reports the message.
 */
export interface CheckDefinition {
  readonly when: MappingJson
  readonly message: string
  readonly level?: 'error' | 'skip' | 'warning'
  /** Key of the checked field. */
  readonly field?: string
}

export interface RequestDefinition {
  readonly method?: MappingJson
  readonly url: MappingJson
  /** Allowed hosts of a whole URL of the payload: `hooks.slack.com`, or `*.slack.com` for its subdomains. */
  readonly hosts?: readonly string[]
  /** Allows http for a whole URL of the payload. A mapping over `{ settings, constants }`. */
  readonly allowHttp?: MappingJson
  /** Parameters by name, or one mapping of all of them; parameters by name win. */
  readonly query?: { readonly [key: string]: MappingJson }
  /** Headers by name, or one mapping of all of them; headers by name win. */
  readonly headers?: { readonly [key: string]: MappingJson }
  /** Authentication, or a list of several credentials; `null` overrides a default with none. */
  readonly auth?: AuthDefinition | readonly AuthDefinition[] | null
  readonly body?: MappingJson
  readonly encoding?: Encoding
  /** The request is made when this is `true`. */
  readonly when?: MappingJson
  /** A list: each item makes a request, whose templates read it as `$.item`, and its index as `$.index`. */
  readonly forEach?: MappingJson
  /** The vendor's limit for one body, in bytes. `explain` warns if it is exceeded. */
  readonly maxBytes?: number
  /** Meaning of the vendor's answers. Members that a request lacks are those of the destination's `request`. */
  readonly response?: ResponseDefinition
  /** Note about unfinished work. The definition does not compile until it is gone. */
  readonly $todo?: string
}

/** A request for tokens, and the meaning of its answer. */
export interface TokenDefinition {
  /** Mappings read `{ settings, constants, tokens }`. Defaults of the destination's `request` do not apply. */
  readonly request: Omit<RequestDefinition, 'when' | 'forEach' | 'response'>
  /**
   * Strings in the answer, as mappings over `{ response, settings, constants }`. A value that the request itself reads, a
   * refresh token, may be absent: the old one is kept.
   */
  readonly values: { readonly [key: string]: MappingJson }
  /** Origins of URLs in the answer, such as Salesforce's `instance_url`. Only they may begin the URL of a request. */
  readonly origins?: { readonly [key: string]: OriginDefinition }
  /** Seconds until the tokens expire. */
  readonly expires?: MappingJson
  readonly response?: Pick<ResponseDefinition, 'rules'>
}

/** An origin in the answer to a request for tokens. */
export interface OriginDefinition {
  /** Like a mapping of `values`. */
  readonly url: MappingJson
  /** Allowed hosts: `api.example.com`, or `*.example.com` for its subdomains. Tokens are sent nowhere else. */
  readonly hosts: readonly string[]
}

/** A rate that the vendor allows. */
export interface RateDefinition {
  readonly count: number
  readonly of: 'requests' | 'items' | 'bytes'
  /** Seconds. */
  readonly per: number
  /** Whose rate it is. */
  readonly key: 'account' | 'endpoint' | 'subject'
}

export type Encoding = 'json' | 'form' | 'text' | 'ndjson'

export type AuthDefinition =
  | { readonly basic: { readonly username: MappingJson; readonly password?: MappingJson } }
  | { readonly bearer: MappingJson }
  | { readonly header: { readonly name: string; readonly value: MappingJson } }
  | { readonly query: { readonly name: string; readonly value: MappingJson } }
  | { readonly hmac: HmacDefinition }

/** A header with the signature of the encoded body. Without a secret or a body it is absent. */
export interface HmacDefinition {
  readonly header: string
  readonly secret: MappingJson
  readonly algorithm: HashAlgorithm
  readonly encoding?: HashEncoding
  /** Prefix of the signature: `sha256=`. */
  readonly prefix?: string
}

export interface BatchDefinition {
  /** If `false`, the action is sent in a single request. A mapping over `{ payload, settings, constants }`. */
  readonly when?: MappingJson
  /**
   * Item that an action adds to its batch; a list adds its items. A mapping over `{ payload, body, settings, constants }`;
   * by default the body of the single request. In an action with several requests, it stands for all of them and reads no
   * body.
   */
  readonly item?: MappingJson
  /** Maximum number of items in a batch. */
  readonly maxItems?: number
  readonly maxBytes?: number
  /** Lowers `maxItems`, if this is a whole number. A mapping over `{ payload, settings, constants }`. */
  readonly size?: MappingJson
  /** Actions whose key differs are never in one batch. A mapping over `{ payload, settings, constants }`. */
  readonly key?: MappingJson
  /** No batch holds two items for which this is equal. A mapping over `{ payload, settings, constants }`. */
  readonly distinct?: MappingJson
  /**
   * Parts that replace those of the single request; `query` and `headers` as a whole. Several requests lend it no parts. Its
   * body is a mapping over `{ items, key, settings, constants }`.
   */
  readonly request?: Partial<Omit<RequestDefinition, 'when' | 'forEach'>>
}

export interface SubscriptionDefinition {
  readonly name?: string
  readonly action: string
  readonly trigger: string
  readonly enabled?: boolean
  /** The whole mapping; the defaults of fields are ignored. */
  readonly mapping?: JsonObject
  /** Replacements for defaults of fields; `null` unmaps a field. */
  readonly overrides?: JsonObject
  /** Codes that `lint` does not report for this subscription. */
  readonly $ignore?: readonly string[]
  /** Note about unfinished work, which `lint` reports. */
  readonly $todo?: string
}
