import type { EventReport, ShownClause, SubscriptionReport, ValueTrace } from '../run/protocol.ts'
import { fieldName } from './fieldName.ts'
import { TraceBlock } from './payload.tsx'
import { Failures, SubscriptionHead } from './subscription.tsx'
import { useStore } from './useStore.ts'
import { Icon } from './verdict.tsx'

/** Explains the verdict of each subscription. Those that came nearest to a match are first. */
export function WhyView({ event }: { readonly event: EventReport }) {
  const rank = ({ verdict, clauses = [] }: SubscriptionReport) => {
    if (verdict !== 'not matched') return 0
    return 1 + clauses.filter(({ isTrue }) => !isTrue).length / (clauses.length + 1)
  }
  const reports = event.subscriptions.toSorted((a, b) => rank(a) - rank(b))
  return (
    <>
      {reports.map((report, i) => (
        <Why key={report.subscription} report={report} isOpen={i === 0} />
      ))}
    </>
  )
}

function Why({ report, isOpen }: { readonly report: SubscriptionReport; readonly isOpen: boolean }) {
  const { verdict, reason, clauses = [], traces = [], forced } = report
  return (
    <section class="sub">
      <SubscriptionHead report={report} note={verdict === 'sent' ? 'would send' : verdict} />
      {verdict === 'failed' ? <Failures report={report} /> : <p class="because">{reason}</p>}
      {clauses.length > 0 && <Clauses clauses={clauses} />}
      {traces.length > 0 && (
        <details class="force">
          <summary>Where the values come from</summary>
          <div class="drawings">
            <Traces traces={traces} />
          </div>
        </details>
      )}
      {forced && (
        <details class="force" open={isOpen}>
          <summary>
            If the trigger were true <span class="muted">{describeForced(forced)}</span>
          </summary>
          <div class="drawings">
            {forced.failures.length > 0 && <Failures report={{ failures: forced.failures, reason: '' }} />}
            <Traces traces={forced.traces} />
          </div>
        </details>
      )}
    </section>
  )
}

/** Expressions with their values; what is copied or constant is only named. */
function Traces({ traces }: { readonly traces: readonly ValueTrace[] }) {
  const drawn = traces.filter(({ isDrawn, isAbsent, place }) => place.file !== undefined && (isDrawn || isAbsent))
  const others = new Set(traces.filter(trace => !drawn.includes(trace)).map(({ field }) => field))
  for (const { field } of drawn) others.delete(field)
  return (
    <>
      {drawn.map((trace, i) => (
        <TraceBlock key={i} trace={trace} title={fieldName(trace.field)} />
      ))}
      {others.size > 0 && (
        <p class="muted">
          {others.size === 1 ? '1 more field is' : `${others.size} more fields are`} copied or constant:{' '}
          {[...others].map(fieldName).join(', ')}
        </p>
      )}
    </>
  )
}

function describeForced({ answer, traces }: NonNullable<SubscriptionReport['forced']>): string {
  const absent = new Set(traces.flatMap(({ isAbsent, place, field }) => (isAbsent && place.file ? [field] : []))).size
  const [would = ''] = answer.replace(/^\S+ /, '').split(', but ')
  return absent === 0 ? would : `${would}, ${absent === 1 ? '1 field' : `${absent} fields`} absent`
}

function Clauses({ clauses }: { readonly clauses: readonly ShownClause[] }) {
  const store = useStore()
  const [{ place }] = clauses as [ShownClause]
  return (
    <div class="block">
      <div class="trace-head">
        <span>trigger</span>
        {place.file && (
          <button
            type="button"
            class="place"
            onClick={() => store.jump({ file: place.file!, from: place.from, focus: true })}
          >
            {place.where}
          </button>
        )}
      </div>
      <table class="clauses">
        <tbody>
          {clauses.map(({ text, isTrue, decides, value, source }, i) => (
            <tr key={i}>
              <td>
                <Icon shape={isTrue ? 'true' : 'false'} />
                {isTrue ? 'true' : 'false'}
              </td>
              <td>
                <code class={decides ? 'mark mark-decides' : undefined}>{text}</code>
              </td>
              <td>
                {decides ? (
                  <>
                    <code>{value === undefined ? 'absent' : JSON.stringify(value)}</code> <b class="decides">decides</b>
                  </>
                ) : (
                  `event ${source}`
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
