import { useEffect, useMemo, useState } from 'preact/hooks'
import type { Project } from '../project.ts'
import type { Redacted } from '../run/messages.ts'
import { toFragment } from '../share/link.ts'
import { savePage } from '../share/page.ts'
import { findPersonal, looksPersonal } from '../share/personal.ts'
import { DialogBox } from './dialog.tsx'
import { download } from './download.ts'
import { CopyButton } from './requests.tsx'
import { useClient } from './useClient.ts'
import { useSelected, useStore } from './useStore.ts'

type Choice = 'as they are' | 'replaced' | 'left out'

/** A link with the whole state, and the page with it inside. Secrets are in neither. */
export function ShareDialog({ source }: { readonly source: string }) {
  const store = useStore()
  const client = useClient()
  const project = useSelected(state => state.project)
  const personal = useMemo(() => findPersonal(project.events.map(({ text }) => text)), [project.events])
  const [choice, setChoice] = useState<Choice>(personal.length > 0 ? 'replaced' : 'as they are')
  const [redacted, setRedacted] = useState<readonly Redacted[]>()
  const [safe, setSafe] = useState<Project>()
  useEffect(() => {
    client.ask('hideSecrets', project).then(setSafe, error => store.set({ note: error.message, dialog: 'share' }))
  }, [project])
  useEffect(() => {
    if (safe === undefined) return
    const texts = safe.events.map(({ text }) => text)
    client.ask('redact', texts).then(setRedacted, () => setChoice('left out'))
  }, [safe])
  const shared: Readonly<Record<Choice, Project | undefined>> = {
    'as they are': safe,
    replaced: redacted && safe && { ...safe, events: redacted.map(({ text }) => ({ text })) },
    'left out': safe && { ...safe, events: [], selected: 0 },
  }
  const fragments = useMemo(() => {
    const entries = Object.entries(shared).map(([key, value]) => [key, value && toFragment(value)])
    return Object.fromEntries(entries) as Record<Choice, string | undefined>
  }, [safe, redacted])
  // The path of a file tells about its owner, and means nothing on another computer.
  const base = location.protocol === 'file:' ? 'playground.html' : location.href.replace(/#.*$/, '')
  const link = `${base}${fragments[choice] ?? ''}`
  const replaced = redacted?.flatMap(one => one.replaced) ?? []
  const save = () => {
    const chosen = shared[choice]
    if (chosen) download('playground.html', 'text/html', savePage(source, chosen))
  }
  const option = (id: Choice, title: string, note?: string) => (
    <label class="radio">
      <input type="radio" name="events" checked={choice === id} onChange={() => setChoice(id)} />
      <span>{title}</span>
      <span class="muted">{fragments[id] ? `${fragments[id].length.toLocaleString('en')} characters` : '…'}</span>
      {note !== undefined && <p class="muted">{note}</p>}
    </label>
  )
  const why = personal.length > 0 ? `Chosen because the events look personal: ${personal.join(', ')}.` : undefined
  return (
    <DialogBox title="Share">
      <fieldset>
        <legend>Events in the link</legend>
        {option('as they are', 'As they are')}
        {option('replaced', 'Values replaced, form kept', why)}
        {option('left out', 'Left out')}
      </fieldset>
      {choice === 'replaced' && replaced.length > 0 && (
        <table class="swap">
          <caption>
            {replaced.length === 1 ? '1 value replaced' : `${replaced.length} values replaced, for example`}
          </caption>
          <tbody>
            {personalFirst(replaced)
              .slice(0, 5)
              .map(({ path, before, after }, i) => (
                <tr key={i}>
                  <td>{path}</td>
                  <td>
                    <code>{before}</code>
                  </td>
                  <td>
                    → <code>{after}</code>
                  </td>
                </tr>
              ))}
          </tbody>
        </table>
      )}
      <div class="link">
        <label for="link">Link</label>
        <input id="link" readOnly value={link} onFocus={event => event.currentTarget.select()} />
        <CopyButton text={link}>Copy</CopyButton>
      </div>
      {project.tests !== undefined && choice !== 'as they are' && (
        <p class="dialog-note">The tests are shared as they are.</p>
      )}
      <p class="dialog-note">
        Any copy of this page opens it: <b>Open</b>, then paste. Secrets are never in a link.
      </p>
      <div class="dialog-foot">
        <button type="button" class="btn" onClick={save}>
          Save as one HTML file
        </button>
        <span class="muted">The page with this state inside.</span>
      </div>
    </DialogBox>
  )
}

/** Replaced values, those first that look personal. */
function personalFirst(replaced: Redacted['replaced']): Redacted['replaced'] {
  const isPersonal = ({ path, before }: Redacted['replaced'][number]) => looksPersonal(path.split('.').at(-1)!, before)
  return [...replaced.filter(isPersonal), ...replaced.filter(one => !isPersonal(one))]
}
