import { useState } from 'preact/hooks'
import { commands, otherKeys, printKeys } from '../keys.ts'
import { DialogBox } from './dialog.tsx'
import { FilterBox } from './filterBox.tsx'

export function KeysDialog() {
  return (
    <DialogBox title="Keys">
      <table class="list keys">
        <tbody>
          {[...commands, ...otherKeys].map(({ title, keys }) => (
            <tr key={title}>
              <td>{title}</td>
              <td>
                <kbd>{printKeys(keys)}</kbd>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </DialogBox>
  )
}

/** All commands, to find one by its name. */
export function CommandsDialog({ onRun }: { onRun(id: string): void }) {
  const [filter, setFilter] = useState('')
  const shown = commands.filter(
    ({ id, title }) => id !== 'commands' && title.toLowerCase().includes(filter.toLowerCase()),
  )
  const [first] = shown
  return (
    <DialogBox title="Commands">
      <div class="open-form">
        <FilterBox
          label="Filter commands"
          value={filter}
          onInput={setFilter}
          onEnter={first && (() => onRun(first.id))}
        />
      </div>
      <ul class="history">
        {shown.map(({ id, title, keys }) => (
          <li key={id}>
            <button type="button" onClick={() => onRun(id)}>
              {title} <kbd>{printKeys(keys)}</kbd>
            </button>
          </li>
        ))}
      </ul>
    </DialogBox>
  )
}
