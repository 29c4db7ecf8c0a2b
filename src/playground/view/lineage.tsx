import { useState } from 'preact/hooks'
import type { ShownFlow } from '../run/protocol.ts'
import { useStore } from './useStore.ts'

/** Lists the flows from fields of the events to fields of actions, in all subscriptions. */
export function LineageView({ flows }: { readonly flows: readonly ShownFlow[] }) {
  const store = useStore()
  const [filter, setFilter] = useState('')
  const wanted = filter.toLowerCase()
  const shown = flows.filter(({ from, to }) => `${from} ${to}`.toLowerCase().includes(wanted))
  return (
    <div class="lineage">
      <label>
        <span class="sr">Filter</span>
        <input
          type="search"
          placeholder="Filter fields"
          value={filter}
          onInput={event => setFilter(event.currentTarget.value)}
        />
      </label>
      <table class="list">
        <thead>
          <tr>
            <th>event field</th>
            <th>goes to</th>
            <th>how</th>
            <th>defined</th>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ from, to, how, isPersonal, place, subscriptions }, i) => (
            <tr key={i} title={subscriptions.join(', ')}>
              <td>
                <code>{from}</code> {isPersonal && <span class="tag">personal</span>}
              </td>
              <td>
                <code>{to}</code>
              </td>
              <td class="muted">{how}</td>
              <td>
                {place.file ? (
                  <button
                    type="button"
                    class="place"
                    onClick={() => store.jump({ file: place.file!, from: place.from, focus: true })}
                  >
                    {place.where}
                  </button>
                ) : (
                  <span class="place">{place.where}</span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
