import { isObject, type JsonObject } from '../value/index.ts'
import type { ActionLine, Job } from './undelivered.ts'

/** Name of an action in a journal: mappings file, subscription, event, and number among equal ones of the job. */
export type ActionName = readonly [mappings: string, subscription: string, messageId: string, copy: number]

/** Names all actions of a job. They have the same names in a later run with the same input. */
export function nameActions({ loaded, actions }: Job): ActionName[] {
  const counts = new Map<string, number>()
  return actions.map(({ action: { subscription, messageId = '' } }) => {
    const key = JSON.stringify([subscription, messageId])
    const copy = counts.get(key) ?? 0
    counts.set(key, copy + 1)
    return [loaded.file, subscription, messageId, copy]
  })
}

/** Makes the line of a journal for an action of which parts are settled. */
export function journalLine(name: ActionName, { done, rejected }: Pick<ActionLine, 'done' | 'rejected'>): object {
  return { action: name, done, ...(rejected && { rejected }) }
}

/**
 * Adds the settled parts that a journal knows to a job. Refused parts of a line of an earlier delivery are tried again,
 * because such a line asks for it.
 */
export function recall(job: Job, lines: readonly JsonObject[]): Job {
  const known = new Map(lines.map(line => [JSON.stringify(line.action), line]))
  const names = nameActions(job)
  const actions = job.actions.map((action, index): ActionLine => {
    const { done, rejected } = known.get(JSON.stringify(names[index])) ?? {}
    if (!Array.isArray(done)) return action
    const settled = [...new Set([...action.done, ...(done as number[])])]
    return { ...action, done: settled, ...(!action.isEarlier && isObject(rejected) && { rejected }) }
  })
  return { ...job, actions }
}
