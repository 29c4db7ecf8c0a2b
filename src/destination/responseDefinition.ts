import type { MappingJson } from './mappingJson.ts'

/** Meaning of answers. Mappings read `{ request, response, items, settings, constants }`. */
export interface ResponseDefinition {
  /** The first rule that holds decides for the whole answer. Rules of the destination's `request` come last. */
  readonly rules?: readonly ResponseRule[]
  /** Lists of errors that name items. */
  readonly errors?: ResponseErrors | readonly ResponseErrors[]
}

/** A status, several, or a class of them such as `4xx`. */
export type ResponseStatus = number | string | readonly (number | string)[]

export interface ResponseRule {
  /** Absent: any. */
  readonly status?: ResponseStatus
  /** Must be `true`. */
  readonly when?: MappingJson
  readonly outcome: 'delivered' | 'retry' | 'split' | 'rejected' | 'unauthorized'
  /** Seconds to wait. By default those of `Retry-After` and the rate-limit headers. */
  readonly after?: MappingJson
  /** True if nothing else of the account is to be sent until then. Default: for 429 and 503. */
  readonly pause?: boolean
  readonly message?: MappingJson
}

/** Mappings, except `list` and `item`, also read `error` and `position`; `item` reads `item`. */
export interface ResponseErrors {
  readonly status?: ResponseStatus
  readonly list: MappingJson
  /** Must be `true`, for lists that hold every item. */
  readonly when?: MappingJson
  /** Place of the item in the list of the body, from 0, or a list of places. Default: the entry's own position. */
  readonly index?: MappingJson
  /** Values that name items, instead of an index, and those of each item. */
  readonly key?: MappingJson
  readonly item?: MappingJson
  /** Default: `rejected`. */
  readonly outcome?: 'rejected' | 'retry' | 'delivered'
  readonly after?: MappingJson
  /** The field, as the vendor names it. */
  readonly at?: MappingJson
  readonly message?: MappingJson
  /** Outcome of the items that no entry names. Default: `delivered`. */
  readonly others?: 'delivered' | 'retry'
}
