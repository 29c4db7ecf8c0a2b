import type { SourceEvent } from '../../event/index.ts'
import { isObject } from '../../value/index.ts'
import type { ArrivedCall } from './arrivals.ts'
import type { Log } from './log.ts'
import type { Journey } from './outcome.ts'
import type { PreparedCall } from './prepare.ts'

type Warning = Journey['warnings'][number]

/** Warns about calls that people rarely mean. */
export function warnAboutCalls(calls: readonly PreparedCall[], order: readonly ArrivedCall[], log: Log): Warning[] {
  const warnings: Warning[] = []
  const users = new Map<string, string>()
  const visitors = new Set(calls.flatMap(({ event }) => event.anonymousId ?? []))
  const known = new Set(calls.flatMap(({ event }) => (event.type === 'alias' ? [] : (event.userId ?? []))))
  for (const { call } of order) {
    const { event, requests } = calls[call - 1]!
    const { anonymousId, userId, type } = event
    if (anonymousId !== undefined && userId !== undefined) {
      const before = users.get(anonymousId)
      if (before !== undefined && before !== userId) {
        const who = `${before} and ${userId} on the anonymous ID ${anonymousId}`
        warnings.push({ call, message: `two users, ${who}: a reset is missing` })
      }
      users.set(anonymousId, userId)
    }
    if (type === 'alias') {
      const { previousId } = event
      if (visitors.has(userId) && known.has(previousId)) {
        const message = `the alias looks reversed: ${userId} is an anonymous ID, and ${previousId} a user`
        warnings.push({ call, message })
      } else if (log.late.has(call)) {
        warnings.push({ call, message: 'the alias comes after an identify, and has to come before the first one' })
      } else if (known.has(userId) && known.has(previousId)) {
        const tie = log.ties.find(tie => tie.call === call)
        const isWarned = log.warnings.some(one => one.call === call)
        if (tie && !isWarned) warnings.push({ call, message: describeMerge(tie.from, tie.to, tie.isReversible) })
      }
    }
    const email = emailOf(event)
    if (email !== undefined && !isIn(email, requests)) {
      warnings.push({ call, message: `the email address ${email} of the identify goes nowhere` })
    }
  }
  for (const { call, was, by } of log.replaced) {
    if (!known.has(was) || !known.has(by)) continue
    const message = `two users on one profile: ${by} takes the place of ${was}, which names nobody from now on`
    warnings.push({ call, message })
  }
  return warnings
}

/** Describes the merge of two known people. */
export function describeMerge(from: string, to: string, isReversible: boolean): string {
  return `merges two known people, ${from} into ${to}${isReversible ? '' : ', and it cannot be undone'}`
}

/** True if requests have an address. JSON in JSON escapes quotes more than once. */
function isIn(email: string, requests: PreparedCall['requests']): boolean {
  const [text, searched] = [JSON.stringify(requests), email].map(one => one.replaceAll('\\', '').toLowerCase())
  return text!.includes(searched!)
}

function emailOf({ type, traits }: SourceEvent): string | undefined {
  const email = type === 'identify' && isObject(traits) ? traits.email : undefined
  return typeof email === 'string' && email !== '' ? email : undefined
}
