import { applyFixes } from '../fixes.ts'
import type { Client } from '../run/client.ts'
import type { Pane, Store } from '../store.ts'

const panes: readonly Pane[] = ['events', 'mapping', 'result']
const entrances = {
  events: '.events-pane .events',
  mapping: '.mapping-pane .cm-content',
  result: '.result-pane [role=tab][aria-selected=true]',
}

/** Runs a command of the page by its name. */
export function runCommand(id: string, store: Store, client: Client): void {
  switch (id) {
    case 'run':
      store.run()
      break
    case 'nextPane':
      movePane(store, 1)
      break
    case 'previousPane':
      movePane(store, -1)
      break
    case 'nextProblem':
      moveProblem(store, 1)
      break
    case 'previousProblem':
      moveProblem(store, -1)
      break
    case 'fix':
      fixHere(store)
      break
    case 'saveTest':
      saveTest(store, client)
      break
    case 'commands':
    case 'share':
    case 'open':
    case 'keys':
      store.set({ dialog: id })
  }
}

function movePane(store: Store, step: number): void {
  const here = panes.findIndex(pane => document.activeElement?.closest(`.${pane}-pane`))
  enterPane(store, panes[(Math.max(here, 0) + step + panes.length) % panes.length]!)
}

/** Shows a pane, and gives it the focus. */
export function enterPane(store: Store, pane: Pane): void {
  store.set({ pane })
  const enter = () => document.querySelector<HTMLElement>(entrances[pane])?.focus()
  enter()
  // A pane that was hidden, or is new, is shown first.
  requestAnimationFrame(enter)
}

function moveProblem(store: Store, step: number): void {
  const { problems, problem = -1 } = store.state
  if (problems.length === 0) return
  const next = (problem + step + problems.length) % problems.length
  const { file, from } = problems[next]!
  store.set({ problem: next })
  store.jump({ file, from, focus: true })
}

function fixHere(store: Store): void {
  const { problems, problem: current = -1 } = store.state
  const problem = problems[current] ?? problems.find(({ fixes }) => fixes.length > 0)
  const [fix] = problem?.fixes ?? []
  if (problem && fix) applyFixes(store, problem.file, [fix.edits])
}

async function saveTest(store: Store, client: Client): Promise<void> {
  const { events, selected, tests } = store.state.project
  const event = events[selected]
  if (event === undefined) return
  const made = await client.ask('test', event.text, tests).catch(() => undefined)
  if (made === undefined)
    return store.set({ note: 'This result cannot become a test: nothing of the mapping runs for it.' })
  store.set({ project: { ...store.state.project, tests: made }, view: 'tests' })
}
