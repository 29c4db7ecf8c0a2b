import type { Failure } from '../../engine/index.ts'
import type { SourceEvent } from '../../event/index.ts'
import { curl, verdictWord } from '../../render/index.ts'
import { readableUrl } from '../../request/index.ts'
import type { Answer } from '../../response/index.ts'
import { jsonOrText } from '../../value/index.ts'
import {
  type AnsweredRequest,
  answerRequests,
  checkAnswer,
  type LoadedDestination,
  previewSubscriptions,
  type SubscriptionPreview,
} from '../../workspace/index.ts'
import { fileNames, type Project } from '../project.ts'
import type { ReadCall } from './events.ts'
import type { Explanations } from './explanations.ts'
import type { EventReport, ShownFailure, ShownRequest, SubscriptionReport, ValueTrace, View } from './protocol.ts'
import { showClauses, showTraces } from './traces.ts'

interface Context {
  readonly loaded: LoadedDestination
  readonly project: Project
  readonly view: View
  readonly index: number
  readonly explanations: Explanations
}

/** Everything about one event that a view shows. */
export function reportEvent({ event, notes }: ReadCall, context: Context): EventReport {
  const { index } = context
  if (event === undefined) return { index, notes, subscriptions: [] }
  const { loaded, project, view } = context
  const { next, problem } = readAnswers(view === 'answers' ? project.answer : undefined)
  const previews = previewSubscriptions(loaded, event)
  const explain = explainSubscriptions(event, context)
  const subscriptions = previews.map((preview, number) => {
    const requests = answerRequests(loaded, preview.requests, next)
    return { ...reportSubscription(preview, requests, context), ...explain(preview, number) }
  })
  return { index, notes: problem === undefined ? notes : [...notes, problem], subscriptions }
}

function reportSubscription(
  preview: SubscriptionPreview,
  requests: readonly AnsweredRequest[],
  { loaded, view }: Context,
): SubscriptionReport {
  const { subscription, action, verdict, reason, payload, warnings, failures } = preview
  return {
    subscription,
    action,
    verdict: verdictWord(verdict),
    reason,
    ...(payload && view === 'payload' && { payload }),
    requests: view === 'requests' || view === 'answers' ? requests.map(request => showRequest(request, loaded)) : [],
    warnings,
    failures: failures.map(showFailure),
  }
}

/** Sources of the parts of a subscription's payload. */
export function tracePayload(
  { event }: ReadCall,
  subscription: string,
  { loaded, project, explanations }: Omit<Context, 'view' | 'index'>,
): ValueTrace[] {
  const number = loaded.subscriptions.indexOf(subscription)
  if (event === undefined || number < 0) return []
  return showTraces(explanations.begin(loaded, event)(number, {}), loaded.source, fileNames(project))
}

/** Sources and clauses, which take longer than all the rest and are computed for the view that shows them. */
function explainSubscriptions(event: SourceEvent, { loaded, project, view, explanations }: Context) {
  if (view !== 'why') return () => ({})
  const names = fileNames(project)
  const why = explanations.begin(loaded, event)
  return (
    { verdict }: SubscriptionPreview,
    number: number,
  ): Pick<SubscriptionReport, 'clauses' | 'forced' | 'traces'> => {
    const isOff = verdict === 'disabled' || verdict === 'filtered'
    // Also the steps of a trigger that was true: one run explains it and the payload.
    const asked = why(number, { force: !isOff })
    const clauses = showClauses(asked, event, loaded.source, names)
    const traces = showTraces(asked, loaded.source, names, { inProject: true })
    if (asked.fired || isOff) return { clauses, traces }
    return { clauses, forced: { answer: asked.answer, failures: asked.failures.map(showFailure), traces } }
  }
}

function showFailure({ code, at, message }: Failure): ShownFailure {
  return { code, at, message }
}

function showRequest(request: AnsweredRequest, { credentials }: LoadedDestination): ShownRequest {
  const { method, headers, body, answered } = request
  const value = body === undefined ? undefined : jsonOrText(body)
  const isJson = typeof value === 'object'
  return {
    method,
    url: readableUrl(request),
    headers: Object.entries(headers),
    ...(body !== undefined && { body: isJson ? JSON.stringify(value, null, 2) : body }),
    isJson,
    curl: curl(request, credentials, ' \\\n  '),
    ...(answered && {
      answered: answered.outcomes.map(outcome => ({
        outcome: outcome.outcome,
        text: 'message' in outcome ? outcome.message : '',
      })),
    }),
  }
}

/** Reads the answer of the project: one for every request, or a list in order. */
function readAnswers(text: string | undefined): { next: () => Answer | undefined; problem?: string } {
  if (text === undefined || text.trim() === '') return { next: () => undefined }
  const value = jsonOrText(text)
  const all = Array.isArray(value) ? value : [value]
  for (const one of all) {
    const wrong = checkAnswer(one)
    if (wrong) return { next: () => undefined, problem: `the answer needs ${wrong.expected}` }
  }
  if (!Array.isArray(value)) return { next: () => value as unknown as Answer }
  const rest = all.values()
  return { next: () => rest.next().value as unknown as Answer | undefined }
}
