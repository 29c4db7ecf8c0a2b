import type { CodeMark } from '../code/marks.ts'
import type { SubscriptionReport, ValueTrace } from '../run/protocol.ts'
import type { PageState, Pointed } from '../store.ts'

/** Traces of a value of a payload, once they have come: its own, else those of the nearest value around it. */
export function tracesAt(traced: PageState['traced'], pointed: Pointed | undefined): readonly ValueTrace[] {
  if (pointed === undefined || traced?.subscription !== pointed.subscription) return []
  const { traces } = traced
  for (let place = pointed.at; place !== ''; place = place.slice(0, place.lastIndexOf('/'))) {
    const found = traces.filter(({ field }) => matches(field, place))
    if (found.length > 0) return found
  }
  return traces.filter(({ field }) => field === '')
}

/** True if a pointer with `*` for items is that of a place. */
function matches(field: string, place: string): boolean {
  const [a, b] = [field.split('/'), place.split('/')]
  return a.length === b.length && a.every((key, i) => key === '*' || key === b[i])
}

function pointedTraces({ view, traced, pointed }: PageState): readonly ValueTrace[] {
  return view === 'payload' ? tracesAt(traced, pointed) : []
}

/** The clause that decides, of the first subscription that it decides, if the view asks why. */
function decisiveClauses({ report, view }: PageState) {
  if (view !== 'why') return []
  const subscriptions = report?.event?.subscriptions ?? []
  const near = subscriptions.filter(({ verdict }) => verdict === 'not matched')
  const best = near.toSorted((a, b) => countTrue(b) - countTrue(a))[0]
  return best?.clauses?.filter(({ decides }) => decides) ?? []
}

function countTrue({ clauses = [] }: SubscriptionReport): number {
  return clauses.filter(({ isTrue }) => isTrue).length
}

/** The parts of the selected event that are marked. */
export function listSources(state: PageState): { readonly pointers: readonly string[]; readonly decides: boolean } {
  const clauses = decisiveClauses(state)
  if (clauses.length > 0) return { pointers: clauses.map(({ source }) => source), decides: true }
  return { pointers: pointedTraces(state).flatMap(({ sources }) => sources), decides: false }
}

/** The parts of a file that are marked. */
export function listMarks(state: PageState, file: PageState['file']): CodeMark[] {
  const clauses = decisiveClauses(state).map(({ place }) => ({ ...place, decides: true }))
  const traces = pointedTraces(state).map(({ place }) => ({ ...place, decides: false }))
  return [...clauses, ...traces].filter(place => place.file === file)
}
