import type { Overview } from '../run/protocol.ts'
import { useSelected, useStore } from './useStore.ts'

type Changes = Extract<Overview, { view: 'diff' }>['changes']

/** Lists the differences from the pinned mapping, over all events. */
export function DiffView({ changes }: { readonly changes?: Changes }) {
  const store = useStore()
  const pinned = useSelected(state => state.pinned)
  const verdicts = useSelected(state => state.verdicts)
  const pin = () => {
    const { project } = store.state
    const { mapping, destination, definition } = project
    store.set({ pinned: { mapping, destination, ...(definition !== undefined && { definition }) } })
  }
  if (pinned === undefined) {
    return (
      <div class="missing">
        <p>Nothing is pinned. Pin this result, edit the mapping, and see what differs for all events.</p>
        <button type="button" class="btn" onClick={pin}>
          Pin this result
        </button>
      </div>
    )
  }
  return (
    <div class="lineage">
      <p class="row">
        <span>
          {changes === undefined || changes.length === 0
            ? 'No difference from the pinned result.'
            : changes.length === 1
              ? '1 difference from the pinned result'
              : `${changes.length} differences from the pinned result`}
        </span>
        <button type="button" class="btn small" onClick={pin}>
          Pin this result
        </button>
        <button type="button" class="btn small quiet" onClick={() => store.clear('pinned')}>
          Unpin
        </button>
      </p>
      {changes !== undefined && changes.length > 0 && (
        <table class="list">
          <thead>
            <tr>
              <th>event</th>
              <th>subscription</th>
              <th>place</th>
              <th>what</th>
              <th>before → after</th>
            </tr>
          </thead>
          <tbody>
            {changes.map(({ event, subscription, at, what, before, after }, i) => (
              <tr key={i}>
                <td>
                  {event + 1} {verdicts[event]?.name}
                </td>
                <td>{subscription}</td>
                <td>
                  <code>{at ?? 'all of it'}</code>
                </td>
                <td>{what}</td>
                <td>
                  {at !== undefined && (
                    <>
                      <code>{print(before)}</code> → <code>{print(after)}</code>
                    </>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  )
}

function print(value: unknown): string {
  const text = value === undefined ? 'absent' : JSON.stringify(value)
  return text.length > 80 ? `${text.slice(0, 79)}…` : text
}
