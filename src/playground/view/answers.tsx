import type { EventReport } from '../run/protocol.ts'
import { CodePane } from './codePane.tsx'
import { countRequests, SubscriptionHead } from './subscription.tsx'
import { useSelected, useStore } from './useStore.ts'

const example = '{ "status": 429, "headers": { "retry-after": "5" }, "body": {} }'

/** Shows the outcomes of an answer to the requests of the event. */
export function AnswersView({ event }: { readonly event: EventReport }) {
  const store = useStore()
  const answer = useSelected(({ project }) => project.answer ?? '')
  const shown = event.subscriptions.filter(({ requests }) => requests.length > 0)
  return (
    <>
      <div class="answer">
        <p>
          The answer to each request, or a list of one for each.{' '}
          {answer === '' && (
            <button type="button" class="btn small" onClick={() => store.edit({ answer: example })}>
              Try one
            </button>
          )}
        </p>
        <CodePane
          file="events"
          label="Answer"
          hasGutters={false}
          text={answer}
          onChange={text => store.edit({ answer: text })}
        />
      </div>
      {shown.length === 0 && <p class="missing">No request to answer: this event sends nothing.</p>}
      {shown.map(report => (
        <section class="sub" key={report.subscription}>
          <SubscriptionHead report={report} note={countRequests(report)} />
          {report.requests.map(({ method, url, answered }, i) => (
            <div class="req" key={i}>
              <div class="req-line">
                <b>{method}</b>
                <span class="url">{url}</span>
              </div>
              {answered === undefined ? (
                <p class="muted">not answered</p>
              ) : (
                <ul class="outcomes">
                  {answered.map(({ outcome, text }, i) => (
                    <li key={i} class={`outcome outcome-${outcome}`}>
                      <b>{outcome}</b> {text}
                    </li>
                  ))}
                </ul>
              )}
            </div>
          ))}
        </section>
      ))}
    </>
  )
}
