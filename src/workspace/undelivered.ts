import type { Action, Failure } from '../engine/index.ts'
import type { SourceEvent } from '../event/index.ts'
import { isObject, type JsonObject } from '../value/index.ts'
import type { LoadedDestination } from './load.ts'
import type { Event, Refused } from './locatedEvent.ts'

/** An action to deliver, with its line in the input. `done` and `rejected` are those of an earlier delivery. */
export interface ActionLine {
  readonly line: number
  readonly action: Action
  readonly done: readonly number[]
  readonly rejected?: JsonObject
  /** True for a line of an earlier delivery. */
  readonly isEarlier: boolean
}

/** A subscription that could not be mapped, with the event to map again. */
export interface FailureLine {
  readonly line: number
  readonly failure: Failure
  readonly event: SourceEvent
}

/** Everything that a destination is to deliver. */
export interface Job {
  readonly loaded: LoadedDestination
  readonly actions: ActionLine[]
  readonly failures: FailureLine[]
}

/** Adds the actions of an event to each job. */
export function addEvent(jobs: readonly Job[], { line, event }: Pick<Event, 'line' | 'event'>, only?: string): void {
  for (const { loaded, actions, failures } of jobs) {
    const isWanted = ({ subscription }: Action | Failure) =>
      loaded.includes(subscription) && (only === undefined || subscription === only)
    const mapped = loaded.destination.map(event)
    for (const action of mapped.actions.filter(isWanted)) actions.push({ line, action, done: [], isEarlier: false })
    for (const failure of mapped.failures.filter(isWanted)) failures.push({ line, failure, event })
  }
}

/** True for a line that `undeliveredLine` or `unmappedLine` has made. */
export function isEarlierLine(value: unknown): value is JsonObject {
  return isObject(value) && 'outcome' in value && (isObject(value.action) || isObject(value.event))
}

/** Adds what an earlier delivery wrote, to the job of the same mappings. Only the subscription of the line is mapped again. */
export function addUndelivered(jobs: readonly Job[], value: JsonObject, line: number): Refused | undefined {
  const { destination: slug, mappings, subscription, action, done, rejected, event } = value
  const same = jobs.filter(({ loaded }) => loaded.destination.slug === slug)
  // Another mappings file of the same destination may be another account.
  const job =
    mappings === undefined && same.length === 1 ? same[0] : same.find(({ loaded }) => loaded.file === mappings)
  if (job === undefined) {
    const message = `there are no mappings \`${String(mappings)}\` of a destination \`${String(slug)}\` here`
    return { code: 'CM101', at: '/mappings', message }
  }
  if (isObject(event)) {
    const only = typeof subscription === 'string' ? subscription : undefined
    addEvent([job], { line, event: event as unknown as SourceEvent }, only)
    return undefined
  }
  if (!Array.isArray(done)) return { code: 'CM101', at: '/done', message: 'expected a list of parts' }
  const given = action as unknown as Action
  const known = { done: done as number[], ...(isObject(rejected) && { rejected }) }
  job.actions.push({ line, action: given, ...known, isEarlier: true })
  return undefined
}

/** Makes the line of an action that is not delivered. */
export function undeliveredLine({ loaded }: Job, { line, action }: ActionLine, outcome: object): object {
  return { ...head(loaded, line, action.messageId, action.subscription), done: [], ...outcome, action }
}

/** Makes the line of a subscription that cannot be mapped. */
export function unmappedLine({ loaded }: Job, { line, failure, event }: FailureLine): object {
  const { subscription, code, at, message } = failure
  return { ...head(loaded, line, event.messageId, subscription), outcome: 'failed', code, at, message, event }
}

function head({ destination, file }: LoadedDestination, line: number, messageId?: string, subscription?: string) {
  return { v: 1, line, messageId, destination: destination.slug, mappings: file, subscription }
}
