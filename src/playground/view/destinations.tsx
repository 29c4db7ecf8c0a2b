import { useMemo, useState } from 'preact/hooks'
import { remember } from '../history.ts'
import { FilterBox } from './filterBox.tsx'
import { Menu } from './menu.tsx'
import { useClient } from './useClient.ts'
import { useSelected, useStore } from './useStore.ts'

interface Entry {
  readonly slug: string
  readonly name: string
  readonly description: string
}

/** The bundled destinations, by name. */
export function useCatalogue(): readonly Entry[] {
  const { definitions } = useStore()
  return useMemo(() => {
    const entries = Object.entries(definitions).map(([slug, text]): Entry => {
      const { name, description = '' } = JSON.parse(text) as { name: string; description?: string }
      return { slug, name, description }
    })
    return entries.sort((a, b) => a.name.localeCompare(b.name, 'en'))
  }, [definitions])
}

/** Chooses a destination: its default subscriptions, or those that the events of the project suggest. */
export function useChoice(): (slug: string) => Promise<void> {
  const store = useStore()
  const client = useClient()
  return async slug => {
    const { definition, tests, ...project } = store.state.project
    try {
      const events = project.events.slice(0, 50).map(({ text }) => text)
      const mapping = await client.ask('start', slug, events)
      if (project.mapping !== '') remember(store.state.project, new Date().toISOString())
      store.set({ project: { ...project, destination: slug, mapping }, file: 'mapping' })
    } catch (error) {
      store.set({ note: (error as Error).message })
    }
  }
}

/** The destination's name, and a list to choose another. */
export function DestinationMenu() {
  const catalogue = useCatalogue()
  const choose = useChoice()
  const [filter, setFilter] = useState('')
  const destination = useSelected(({ project }) => project.destination)
  const isOwn = useSelected(({ project }) => project.definition !== undefined)
  const current = catalogue.find(({ slug }) => slug === destination)?.name
  const wanted = filter.toLowerCase()
  const shown = catalogue.filter(({ slug, name, description }) =>
    `${slug} ${name} ${description}`.toLowerCase().includes(wanted),
  )
  const [first] = shown
  const title = (
    <>
      {isOwn ? 'Own definition' : (current ?? 'Choose a destination')}
      <span class="chev" aria-hidden="true">
        ▾
      </span>
    </>
  )
  return (
    <Menu title={title} look="picker" popup="dialog">
      {close => {
        const pick = (slug: string) => {
          close()
          setFilter('')
          choose(slug)
        }
        return (
          <div class="menu menu-wide" role="dialog" aria-label="Destinations">
            <FilterBox
              label="Filter destinations"
              placeholder="Filter"
              value={filter}
              onInput={setFilter}
              onEnter={first && (() => pick(first.slug))}
            />
            <div class="menu-list">
              {shown.map(({ slug, name, description }) => (
                <button type="button" key={slug} title={description} onClick={() => pick(slug)}>
                  {name} <span class="muted">{slug}</span>
                </button>
              ))}
              {shown.length === 0 && <p class="missing">No destination matches.</p>}
            </div>
          </div>
        )
      }}
    </Menu>
  )
}
