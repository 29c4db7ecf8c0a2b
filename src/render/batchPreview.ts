import type { Failure } from '../engine/index.ts'
import { printCount } from '../text/index.ts'
import type { AnsweredRequest, Event, LoadedDestination, NextAnswer } from '../workspace/index.ts'
import { answerRequests, type LocatedAction, locate } from '../workspace/index.ts'
import { failureLines } from './failure.ts'
import { outcomeLines } from './outcomes.ts'
import { curl } from './request/curl.ts'
import { wireJson } from './request/json.ts'
import { requestLines } from './request/text.ts'
import { type Style, visible } from './style.ts'

/** Requests of one destination for all events of a preview, batched. */
export interface BatchPreview {
  readonly loaded: LoadedDestination
  readonly located: readonly LocatedAction[]
  readonly requests: readonly AnsweredRequest[]
  /** Failures, with the line of the event. */
  readonly failures: readonly { readonly line: number; readonly failure: Failure }[]
  /** Subscriptions that send nothing on purpose. */
  readonly skipped: readonly SkippedEvent[]
}

interface SkippedEvent {
  readonly line: number
  readonly subscription: string
  readonly message: string
}

export function previewBatch(loaded: LoadedDestination, events: readonly Event[], next: NextAnswer): BatchPreview {
  const { destination, includes } = loaded
  const isWanted = ({ subscription }: { readonly subscription?: string }) => includes(subscription)
  const mapped = events.map(event => ({ event, ...destination.map(event.event) }))
  const located = mapped.flatMap(({ event, actions }) => locate(event, actions.filter(isWanted)))
  const failures = mapped.flatMap(({ event: { line }, failures }) =>
    failures.filter(isWanted).map(failure => ({ line, failure })),
  )
  const actions = located.map(({ action }) => action)
  const skipped = events.flatMap(({ line, event }) =>
    destination
      .explain(event)
      .verdicts.filter(verdict => verdict.verdict === 'skipped' && isWanted(verdict))
      .map(({ subscription, reason }) => ({ line, subscription, message: reason })),
  )
  const { requests, failures: refused } = destination.requests(actions, { batch: true, redact: true })
  const unsent = refused.map(failure => ({ line: located[failure.index!]!.event.line, failure }))
  const answered = answerRequests(loaded, requests, next)
  return { loaded, located, requests: answered, failures: [...failures, ...unsent], skipped }
}

export function batchText(preview: BatchPreview, style: Style, asCurl: boolean): string {
  const { loaded, located, requests } = preview
  const title = `${printCount(requests.length, 'request', 'requests')} for ${printCount(located.length, 'action', 'actions')}`
  const describe = (index: number) => describeAction(located[index]!)
  const blocks = requests.map((request, i) => {
    const about = request.actions.map(describe).join(', ')
    const lines = asCurl
      ? visible(curl(request, loaded.credentials, ' \\\n  ')).split('\n')
      : requestLines(request, style)
    return [
      `${style.green('✔')} ${style.bold(`request ${i + 1}`)}   ${style.dim(visible(about))}`,
      ...indentLines(lines),
      ...indentLines(request.answered ? ['', ...outcomeLines(request.answered, style, describe)] : []),
    ]
  })
  const failed = preview.failures.flatMap(({ line, failure }) => {
    const [first, ...others] = failureLines(failure, loaded.source, style, [`line ${line}`, failure.subscription])
    return [`${style.red('✖')} ${first}`, ...indentLines(others)]
  })
  const skipped = preview.skipped.map(({ line, subscription, message }) =>
    style.dim(visible(`· line ${line} ${subscription}   skipped: ${message}`)),
  )
  const ends = [failed, skipped].filter(lines => lines.length > 0)
  const body = [...blocks, ...ends].map(lines => `${lines.join('\n')}\n`).join('\n')
  return `${style.bold(visible(loaded.destination.name))}   ${style.dim(title)}\n\n${body}`
}

export function batchJson(preview: BatchPreview): object {
  const { loaded, located, requests } = preview
  return {
    destination: loaded.destination.slug,
    requests: requests.map(request => {
      const { actions, items, parts, answered } = request
      return { ...wireJson(request), actions, items, parts, ...answered }
    }),
    actions: located.map(({ event: { line }, action: { subscription, action, messageId } }) => {
      return { line, messageId, subscription, action }
    }),
    failures: preview.failures.map(({ line, failure }) => ({ line, ...failure })),
    skipped: preview.skipped,
  }
}

function describeAction({ event: { line }, action: { subscription } }: LocatedAction): string {
  return `line ${line} ${subscription}`
}

function indentLines(lines: readonly string[]): string[] {
  return lines.map(line => (line === '' ? '' : `    ${line}`))
}
