import { useState } from 'preact/hooks'
import type { EventReport, ShownRequest, SubscriptionReport } from '../run/protocol.ts'
import { JsonText } from './json.tsx'
import { memo } from './memo.tsx'
import { countRequests, Failures, Line, SubscriptionHead, Unmatched } from './subscription.tsx'

/** The requests of the selected event, as they would be sent. */
export function RequestsView({ event }: { readonly event: EventReport }) {
  const shown = event.subscriptions.filter(({ verdict }) => verdict === 'sent' || verdict === 'failed')
  return (
    <>
      {shown.map(report => (
        <SubscriptionRequests key={report.subscription} report={report} />
      ))}
      <Unmatched event={event} />
    </>
  )
}

const SubscriptionRequests = memo(({ report }: { readonly report: SubscriptionReport }) => {
  const isFailed = report.verdict === 'failed'
  return (
    <section class="sub">
      <SubscriptionHead report={report} note={isFailed ? 'failed' : countRequests(report)} />
      {isFailed && <Failures report={report} />}
      {report.requests.map((request, i) => (
        <RequestBlock key={i} request={request} />
      ))}
      {report.warnings.map(warning => (
        <Line kind="warning" key={warning}>
          <b>warning</b> {warning}
        </Line>
      ))}
    </section>
  )
})

function RequestBlock({ request }: { readonly request: ShownRequest }) {
  const { method, url, headers, body, isJson, curl } = request
  return (
    <div class="req">
      <div class="req-line">
        <b>{method}</b>
        <span class="url">
          <Secrets text={url} />
        </span>
        <CopyButton text={curl}>Copy as curl</CopyButton>
      </div>
      <dl class="headers">
        {headers.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <Secrets text={value} />
            </dd>
          </div>
        ))}
      </dl>
      {body !== undefined && (
        <pre class="code" role="group" tabIndex={0} aria-label="Body">
          {isJson ? <JsonText text={body} /> : body}
        </pre>
      )}
    </div>
  )
}

/** Marks redacted secrets. */
function Secrets({ text }: { readonly text: string }) {
  const parts = text.split(/(<(?:redacted|token) [^>]*>)/)
  return <>{parts.map((part, i) => (i % 2 === 1 ? <span class="secret">{part}</span> : part || null))}</>
}

/** Copies a text, and says so. */
export function CopyButton({ text, children }: { readonly text: string; readonly children: string }) {
  const [isCopied, setCopied] = useState(false)
  const copy = async () => {
    await navigator.clipboard.writeText(text)
    setCopied(true)
    setTimeout(() => setCopied(false), 1500)
  }
  return (
    <button type="button" class="btn small req-tools" onClick={copy}>
      {isCopied ? 'Copied' : children}
    </button>
  )
}
