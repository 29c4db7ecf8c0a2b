import { useState } from 'preact/hooks'
import { example } from '../example.ts'
import { readEvents } from '../paste.ts'
import { enterPane } from './commands.ts'
import { useCatalogue, useChoice } from './destinations.tsx'
import { JsonText } from './json.tsx'
import { useStore } from './useStore.ts'

const event = `{
  "type": "track",
  "event": "Order Completed",
  "userId": "u_2917",
  "properties": { "total": 64.5, "currency": "EUR" }
}`
const body = `{
  "type": "person",
  "action": "event",
  "name": "purchase",
  "attributes": { "amount": 64.5 },
  "identifiers": { "id": "u_2917" }
}`

/** The first visit: three steps, and an example that shows its event and its request before it is opened. */
export function Welcome() {
  const store = useStore()
  const catalogue = useCatalogue()
  const choose = useChoice()
  const [text, setText] = useState('')
  return (
    <main class="welcome">
      <section aria-labelledby="step-1">
        <h2 id="step-1">
          <span class="num">1</span> Paste an event
        </h2>
        <p>JSON, a list, or NDJSON. Or drop a file.</p>
        <form
          onSubmit={submitted => {
            submitted.preventDefault()
            store.edit({ events: readEvents(text) })
            enterPane(store, 'events')
          }}
        >
          <textarea
            aria-label="Events"
            rows={8}
            spellcheck={false}
            placeholder={'{ "type": "track", "event": "…" }'}
            value={text}
            onInput={typed => setText(typed.currentTarget.value)}
          />
          <button type="submit" class="btn" disabled={text.trim() === ''}>
            Add
          </button>
        </form>
      </section>
      <section aria-labelledby="step-2">
        <h2 id="step-2">
          <span class="num">2</span> Choose a destination
        </h2>
        <p>Or write one of your own.</p>
        <ul class="dests">
          {catalogue.map(({ slug, name, description }) => (
            <li key={slug}>
              <button type="button" title={description} onClick={() => choose(slug)}>
                {name}
              </button>
            </li>
          ))}
          <li>
            <button type="button" onClick={() => store.edit({ definition: ownDefinition, mapping: ownMapping })}>
              An API of your own…
            </button>
          </li>
        </ul>
      </section>
      <section aria-labelledby="step-3">
        <h2 id="step-3">
          <span class="num">3</span> See the requests
        </h2>
        <p>And why each is sent or not.</p>
        <div class="offer">
          <h3>Example: orders of a shop, in Customer.io</h3>
          <p>8 events, 5 subscriptions. One order is not matched, one fails.</p>
          <button
            type="button"
            class="btn primary"
            onClick={() => {
              store.set({ project: example })
              enterPane(store, 'events')
            }}
          >
            Open the example
          </button>
          <dl class="io">
            <dt>event</dt>
            <dd>
              <pre class="code">
                <JsonText text={event} />
              </pre>
            </dd>
            <dt>request</dt>
            <dd>
              <p class="req-line">
                <b>POST</b> <span class="url">https://track.customer.io/api/v2/entity</span>
              </p>
              <pre class="code">
                <JsonText text={body} />
              </pre>
            </dd>
          </dl>
        </div>
        <button type="button" class="btn quiet" onClick={() => store.set({ dialog: 'open' })}>
          Open a link or a file…
        </button>
      </section>
    </main>
  )
}

const ownDefinition = `{
  "slug": "own",
  "name": "Own API",
  "version": "1.0.0",
  "settings": { "token": { "type": "secret!", "description": "Token of the API." } },
  "request": { "auth": { "bearer": { "@path": "$.settings.token" } } },
  "actions": {
    "record": {
      "description": "Records an event.",
      "fields": {
        "user": { "$ref": "std#/userId", "required": true },
        "name": { "$ref": "std#/event", "required": true },
        "properties": "std#/properties"
      },
      "requests": { "url": "https://api.example.com/events", "body": { "@fields": ["user", "name", "properties"] } }
    }
  }
}
`
const ownMapping = `{
  "destination": "../destinations/own.json",
  "settings": { "token": { "$secret": "OWN_TOKEN" } },
  "subscriptions": [{ "name": "events", "action": "record", "trigger": "type = \\"track\\"" }]
}
`
