import { useMemo, useRef } from 'preact/hooks'
import type { Json } from '../../value/index.ts'
import { isObject, pointer } from '../../value/index.ts'
import type { EventReport, SubscriptionReport, ValueTrace } from '../run/protocol.ts'
import type { Pointed } from '../store.ts'
import { fieldName } from './fieldName.ts'
import { memo } from './memo.tsx'
import { tracesAt } from './pointed.ts'
import { Failures, SubscriptionHead, Unmatched } from './subscription.tsx'
import { useSelected, useStore } from './useStore.ts'

/** Payloads of the selected event. A value that is pointed at shows its way: event, expression, payload. */
export function PayloadView({ event }: { readonly event: EventReport }) {
  const shown = event.subscriptions.filter(({ payload, verdict }) => payload !== undefined || verdict === 'failed')
  return (
    <>
      {shown.map(report => (
        <Payload key={report.subscription} report={report} />
      ))}
      <Unmatched event={event} />
      <Way />
    </>
  )
}

const Payload = memo(({ report }: { readonly report: SubscriptionReport }) => {
  const { payload } = report
  const fields = Object.keys(payload ?? {}).length
  return (
    <section class="sub">
      <SubscriptionHead report={report} note={fields === 1 ? '1 field' : `${fields} fields`} />
      {report.verdict === 'failed' && <Failures report={report} />}
      {payload && <Lines subscription={report.subscription} payload={payload} />}
    </section>
  )
})

interface Row {
  readonly at: string
  readonly depth: number
  readonly key: string | undefined
  readonly text: string
  readonly kind: 's' | 'n' | 'p'
  readonly comma: boolean
}

/** Most lines of a payload that are drawn. */
const mostRows = 2000

function Lines({ subscription, payload }: { readonly subscription: string; readonly payload: Json }) {
  const store = useStore()
  const here = useSelected(({ pointed }) => (pointed?.subscription === subscription ? pointed.at : undefined))
  const rows = useMemo(() => listRows(payload), [payload])
  const point = (at: string) => store.set({ pointed: { subscription, at } })
  const isHere = (at: string) => at === here
  const follow = (at: string, isSource: boolean) => {
    const [trace] = tracesAt(store.state.traced, { subscription, at })
    if (trace === undefined) return
    if (isSource) store.jumpToSource(trace.sources[0] ?? '')
    else if (trace.place.file) store.jump({ file: trace.place.file, from: trace.place.from, focus: true })
  }
  return (
    <div
      class="code payload"
      role="listbox"
      tabIndex={0}
      aria-label={`Payload of ${subscription}`}
      aria-activedescendant={here === undefined ? undefined : idOf(subscription, here)}
      onKeyDown={event => {
        const places = rows.filter(({ at }) => at !== '')
        const index = places.findIndex(({ at }) => isHere(at))
        const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
        if (step !== undefined) {
          event.preventDefault()
          point(places[Math.max(0, Math.min(index + step, places.length - 1))]?.at ?? '')
        } else if (event.key === 'Enter' && index >= 0) follow(places[index]!.at, event.shiftKey)
        else if (event.key === 'Escape') store.clear('pointed')
      }}
    >
      {rows.slice(0, mostRows).map(({ at, depth, key, text, kind, comma }, i) => (
        <div
          key={i}
          {...(at !== '' && { id: idOf(subscription, at), role: 'option', 'aria-selected': isHere(at) })}
          class="row"
          style={{ paddingLeft: `${depth * 2 + 2}ch` }}
          onMouseEnter={() => at !== '' && point(at)}
          onClick={() => follow(at, false)}
        >
          <span class={isHere(at) ? 'mark' : undefined}>
            {key !== undefined && <i class="k">{JSON.stringify(key)}: </i>}
            <i class={kind}>{text}</i>
          </span>
          {comma && <i class="p">,</i>}
        </div>
      ))}
      {rows.length > mostRows && <p class="muted">{rows.length - mostRows} more lines are not shown.</p>}
    </div>
  )
}

const idOf = (subscription: string, at: string) => `value-${encodeURIComponent(subscription + at)}`

/** The lines of a payload. Only lines with a value or the start of one have a place. */
function listRows(value: Json): Row[] {
  const rows: Row[] = []
  const add = (value: Json, at: string, key: string | undefined, depth: number, comma: boolean): void => {
    const isList = Array.isArray(value)
    const isFlat = isList && value.every(item => typeof item !== 'object') && JSON.stringify(value).length < 60
    if ((isObject(value) || isList) && !isFlat && Object.keys(value).length > 0) {
      rows.push({ at, depth, key, text: isList ? '[' : '{', kind: 'p', comma: false })
      const entries = Object.entries(value)
      for (const [i, [name, item]] of entries.entries()) {
        add(item as Json, pointer(at, name), isList ? undefined : name, depth + 1, i < entries.length - 1)
      }
      rows.push({ at: '', depth, key: undefined, text: isList ? ']' : '}', kind: 'p', comma })
    } else {
      const text = isFlat ? `[${value.map(item => JSON.stringify(item)).join(', ')}]` : JSON.stringify(value)
      rows.push({ at, depth, key, text, kind: typeof value === 'string' ? 's' : 'n', comma })
    }
  }
  add(value, '', undefined, 0, false)
  return rows
}

/** The way of the value that is pointed at, at the bottom. */
function Way() {
  const pointed = useSelected(state => state.pointed)
  const traced = useSelected(state => state.traced)
  const shown = useRef<Pick<Pointed, 'at'> & { readonly traces: readonly ValueTrace[] }>(undefined)
  // The last way stays until the next one has come.
  if (pointed === undefined) shown.current = undefined
  else if (traced?.subscription === pointed.subscription) {
    shown.current = { at: pointed.at, traces: tracesAt(traced, pointed) }
  }
  const { at, traces = [] } = shown.current ?? {}
  const [first] = traces
  if (at === undefined || first === undefined) return null
  return (
    <aside class="way" aria-label="Where the value comes from">
      {traces.map((trace, i) => (
        <TraceBlock key={i} trace={trace} title={i === 0 ? fieldName(at) : ''} />
      ))}
      <p class="way-keys">
        {first.place.file && (
          <>
            <kbd>Enter</kbd> expression{' '}
          </>
        )}
        <kbd>Shift Enter</kbd> source <kbd>Esc</kbd> clear
      </p>
    </aside>
  )
}

/** `16:34` of `customerio.json:16:34`, for places in the file beside. */
const shortPlace = (where: string) => /\d+:\d+$/.exec(where)?.[0] ?? where

/** An expression with the values of its parts below. */
export function TraceBlock({ trace, title }: { readonly trace: ValueTrace; readonly title: string }) {
  const store = useStore()
  const { place, drawing, isAbsent } = trace
  return (
    <div class="trace">
      <div class="trace-head">
        <span>
          {title}
          {isAbsent && <b class="absent"> absent</b>}
        </span>
        {place.file ? (
          <button
            type="button"
            class="place"
            onClick={() => store.jump({ file: place.file!, from: place.from, focus: true })}
          >
            {place.file === 'mapping' ? shortPlace(place.where) : place.where}
          </button>
        ) : (
          <span class="place">{place.where}</span>
        )}
      </div>
      <pre class="drawing" tabIndex={0}>
        {drawing.join('\n')}
      </pre>
    </div>
  )
}
