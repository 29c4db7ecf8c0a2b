import type { JsonObject } from '../value/index.ts'

/** A source call as `normalize` leaves it. Keys that it does not know are kept. */
export type SourceEvent = IdentifyEvent | GroupEvent | TrackEvent | PageEvent | ScreenEvent | AliasEvent

/** The type of a source call. */
export type CallType = SourceEvent['type']

export const callTypes = ['identify', 'group', 'track', 'page', 'screen', 'alias'] as const satisfies CallType[]

/** What every call has. Times are ISO 8601 in UTC. */
export interface CommonFields extends JsonObject {
  readonly type: CallType
  readonly messageId: string
  readonly userId?: string
  readonly anonymousId?: string
  readonly groupId?: string
  readonly previousId?: string
  /** When it happened. Absent if the call says nothing about time. */
  readonly timestamp?: string
  /** When the device says that it happened, by its own clock. */
  readonly originalTimestamp?: string
  readonly sentAt?: string
  readonly receivedAt?: string
  readonly context?: EventContext
  readonly integrations?: Integrations
}

/** Who a person is, and their traits. */
export interface IdentifyEvent extends CommonFields {
  readonly type: 'identify'
  readonly traits: JsonObject
}

/** Which group a person belongs to, and the group's traits. */
export interface GroupEvent extends CommonFields {
  readonly type: 'group'
  readonly groupId: string
  readonly traits: JsonObject
}

/** What a person or group did. */
export interface TrackEvent extends CommonFields {
  readonly type: 'track'
  readonly event: string
  readonly properties: JsonObject
}

/** A page of a website that was seen. */
export interface PageEvent extends CommonFields {
  readonly type: 'page'
  readonly name?: string
  readonly category?: string
  readonly properties: JsonObject
}

/** A screen of an app that was seen. */
export interface ScreenEvent extends CommonFields {
  readonly type: 'screen'
  readonly name?: string
  readonly category?: string
  readonly properties: JsonObject
}

/** Two ids that are the same person. */
export interface AliasEvent extends CommonFields {
  readonly type: 'alias'
  readonly userId: string
  readonly previousId: string
}

/** Which destinations get an event: all unless `All` is false, or as said by name. */
export interface Integrations {
  readonly [destination: string]: boolean | JsonObject
}

/** The surroundings of a call. What libraries commonly send is named here; nothing of it is certain. */
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
