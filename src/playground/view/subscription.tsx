import type { ComponentChildren } from 'preact'
import type { EventReport, SubscriptionReport } from '../run/protocol.ts'
import { Prose } from './prose.tsx'
import { Icon } from './verdict.tsx'

interface HeadProps {
  readonly report: SubscriptionReport
  readonly note: string
}

/** `order-completed → trackEvent`, with its verdict. */
export function SubscriptionHead({ report: { subscription, action, verdict }, note }: HeadProps) {
  return (
    <h3 class="sub-head">
      <Icon shape={verdict} />
      <span class="sub-name">{subscription}</span>
      {subscription !== action && (
        <>
          <span class="arrow" aria-hidden="true">
            →
          </span>
          <span class="sub-action">{action}</span>
        </>
      )}
      <span class="sub-word">{note}</span>
    </h3>
  )
}

/** Subscriptions that did not match, with the reason of each. */
export function Unmatched({ event }: { readonly event: EventReport }) {
  const unmatched = event.subscriptions.filter(({ verdict }) => verdict === 'not matched')
  const skipped = event.subscriptions.filter(({ verdict }) => verdict === 'skipped')
  return (
    <>
      <Reasons shape="skipped" reports={skipped} />
      <Reasons shape="not matched" reports={unmatched} />
    </>
  )
}

interface ReasonsProps {
  readonly shape: 'skipped' | 'not matched'
  readonly reports: readonly SubscriptionReport[]
}

function Reasons({ shape, reports }: ReasonsProps) {
  if (reports.length === 0) return null
  return (
    <section class="sub">
      <h3 class="sub-head">
        <Icon shape={shape} />
        <span class="sub-name">
          {reports.length} {shape}
        </span>
      </h3>
      <ul class="reasons">
        {reports.map(({ subscription, reason }) => (
          <li key={subscription}>
            <span class="rn">{subscription}</span>
            <span class="rr">
              <Prose text={reason} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** A line with the shape of a warning or a failure. */
export function Line({
  kind,
  children,
}: {
  readonly kind: 'warning' | 'failed'
  readonly children: ComponentChildren
}) {
  return (
    <p class={`line line-${kind}`}>
      <Icon shape={kind} />
      <span>{children}</span>
    </p>
  )
}

/** Failures of a subscription, with their places in the payload. */
export function Failures({
  report: { failures, reason },
}: {
  readonly report: Pick<SubscriptionReport, 'failures' | 'reason'>
}) {
  if (failures.length === 0) return <Line kind="failed">{reason}</Line>
  return (
    <>
      {failures.map(({ code, at, message }) => (
        <Line kind="failed" key={`${code} ${at}`}>
          <b>{code}</b> {at !== '' && <code>{at}</code>} <Prose text={message} />
        </Line>
      ))}
    </>
  )
}

export function countRequests({ requests }: SubscriptionReport): string {
  if (requests.length === 0) return 'no request, only a payload'
  return requests.length === 1 ? '1 request' : `${requests.length} requests`
}
