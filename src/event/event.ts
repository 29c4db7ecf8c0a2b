import type { JsonObject } from '../value/index.ts'

/** A source call, normalized. Unknown keys are kept. */
export type SourceEvent = IdentifyEvent | GroupEvent | TrackEvent | PageEvent | ScreenEvent | AliasEvent

/** Type of a source call. */
export type CallType = SourceEvent['type']

export const callTypes = ['identify', 'group', 'track', 'page', 'screen', 'alias'] as const satisfies CallType[]

/** Fields of every call. Times are ISO 8601 in UTC. */
export interface CommonFields extends JsonObject {
  readonly type: CallType
  readonly messageId: string
  readonly userId?: string
  readonly anonymousId?: string
  readonly groupId?: string
  readonly previousId?: string
  /** Time of the event. Absent if the call contains no time. */
  readonly timestamp?: string
  /** Time of the event by the device's clock. */
  readonly originalTimestamp?: string
  readonly sentAt?: string
  readonly receivedAt?: string
  readonly context?: EventContext
  readonly integrations?: Integrations
}

/** Identifies a person and sets their traits. */
export interface IdentifyEvent extends CommonFields {
  readonly type: 'identify'
  readonly traits: JsonObject
}

/** Puts a person into a group and sets the group's traits. */
export interface GroupEvent extends CommonFields {
  readonly type: 'group'
  readonly groupId: string
  readonly traits: JsonObject
}

/** Records an action of a person or group. */
export interface TrackEvent extends CommonFields {
  readonly type: 'track'
  readonly event: string
  readonly properties: JsonObject
}

/** Records a viewed page of a website. */
export interface PageEvent extends CommonFields {
  readonly type: 'page'
  readonly name?: string
  readonly category?: string
  readonly properties: JsonObject
}

/** Records a viewed screen of an app. */
export interface ScreenEvent extends CommonFields {
  readonly type: 'screen'
  readonly name?: string
  readonly category?: string
  readonly properties: JsonObject
}

/** Links two IDs of the same person. */
export interface AliasEvent extends CommonFields {
  readonly type: 'alias'
  readonly userId: string
  readonly previousId: string
}

/** Destinations of an event: all unless `All` is false, with exceptions by name. */
export interface Integrations {
  readonly [destination: string]: boolean | JsonObject
}

/** Context of a call. The declared fields are common, but none is guaranteed. */
export interface EventContext extends JsonObject {
  readonly active?: boolean
  readonly app?: JsonObject
  readonly campaign?: JsonObject
  readonly channel?: string
  readonly device?: JsonObject
  readonly groupId?: string
  readonly ip?: string
  readonly library?: JsonObject
  readonly locale?: string
  readonly location?: JsonObject
  readonly network?: JsonObject
  readonly os?: JsonObject
  readonly page?: JsonObject
  readonly referrer?: JsonObject
  readonly screen?: JsonObject
  readonly timezone?: string
  readonly traits?: JsonObject
  readonly userAgent?: string
}
