import { decompress } from 'fzstd'
import { render } from 'preact'
import { fromBase64 } from './base64.ts'
import { remember } from './history.ts'
import { emptyProject } from './project.ts'
import { Client } from './run/client.ts'
import type { Definitions } from './run/messages.ts'
import { fromLink } from './share/link.ts'
import { Store } from './store.ts'
import { App } from './view/app.tsx'
import { ClientContext } from './view/useClient.ts'
import { StoreContext } from './view/useStore.ts'

// Taken before anything is added to the page.
const source = `<!doctype html>\n${document.documentElement.outerHTML}`

const library = unpack(textOf('library'))
const definitions = chooseDefinitions()
const fragment = location.hash === '' ? textOf('project').trim() : location.hash
const opened = fragment === '' ? undefined : fromLink(fragment)
const store = new Store(opened && 'project' in opened ? opened.project : emptyProject, definitions)
if (opened && 'refused' in opened) store.set({ note: `Not opened: ${opened.refused}.` })

const workerUrl = URL.createObjectURL(new Blob([library.worker], { type: 'text/javascript' }))
const client = new Client({
  definitions,
  start: () => new Worker(workerUrl),
  onProblems: (run, problems) => store.addProblems(run, problems),
  onVerdicts: (run, from, verdicts) => store.addVerdicts(run, from, verdicts),
  onRestart: () => store.forget(),
})
store.connect(client)

addEventListener('pagehide', () => remember(store.state.project, new Date().toISOString()))
addEventListener('hashchange', () => {
  const next = fromLink(location.hash)
  if ('refused' in next) return store.set({ note: `Not opened: ${next.refused}.` })
  remember(store.state.project, new Date().toISOString())
  store.set({ project: next.project })
})

render(
  <StoreContext.Provider value={store}>
    <ClientContext.Provider value={client}>
      <App source={source} />
    </ClientContext.Provider>
  </StoreContext.Provider>,
  document.getElementById('root')!,
)

/** The code of the worker, and the bundled definitions. */
interface Library {
  readonly worker: string
  readonly definitions: Definitions
}

/** Reads a line for each definition, its slug before its JSON, and the worker after an empty line. */
function unpack(text: string): Library {
  const library = new TextDecoder().decode(decompress(fromBase64(text)))
  const end = library.indexOf('\n\n')
  const lines = library.slice(0, end).split('\n')
  const definitions = lines.map(line => [line.slice(0, line.indexOf(' ')), line.slice(line.indexOf(' ') + 1)])
  return { worker: library.slice(end), definitions: Object.fromEntries(definitions) }
}

/** The definitions of the page, or those that `callmap playground --destinations` has named in it. */
function chooseDefinitions(): Definitions {
  const only = JSON.parse(textOf('destinations')) as readonly string[] | null
  const entries = Object.entries(library.definitions)
  return Object.fromEntries(only ? entries.filter(([slug]) => only.includes(slug)) : entries)
}

function textOf(id: string): string {
  return document.getElementById(id)!.textContent ?? ''
}
