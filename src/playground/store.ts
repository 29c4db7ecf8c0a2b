import { isSame } from '../value/index.ts'
import { findJson } from './jsonRange.ts'
import type { Project } from './project.ts'
import type { Client } from './run/client.ts'
import { Stopped } from './run/client.ts'
import type { Definitions } from './run/messages.ts'
import type { EventVerdict, Problem, ProjectFile, RunReport, ValueTrace, View } from './run/protocol.ts'
import { reuseSubscriptions } from './run/reuse.ts'

export type Dialog = 'share' | 'open' | 'history' | 'keys' | 'export' | 'commands' | 'new'
export type Pane = 'events' | 'mapping' | 'result'

/** Everything that the page shows. */
export interface PageState {
  readonly project: Project
  /** The last result; absent before the first. */
  readonly report?: RunReport
  readonly verdicts: readonly EventVerdict[]
  readonly problems: readonly Problem[]
  readonly view: View
  readonly file: Exclude<ProjectFile, 'events'>
  /** The pane that is shown where only one fits. */
  readonly pane: Pane
  readonly dialog?: Dialog
  readonly areProblemsOpen: boolean
  /** Index of the problem that was visited last. */
  readonly problem?: number
  /** The part of a payload whose way is shown. */
  readonly pointed?: Pointed
  /** The ways of the values of a payload. */
  readonly traced?: { readonly subscription: string; readonly traces: readonly ValueTrace[] }
  /** The mapping that results are compared with. */
  readonly pinned?: Pick<Project, 'mapping' | 'definition' | 'destination'>
  /** Reason why the last run has no result. */
  readonly failed?: string
  /** Words for the status line, until the next run. */
  readonly note?: string
}

export interface Pointed {
  readonly subscription: string
  /** Pointer into the payload. */
  readonly at: string
}

/** Place to scroll an editor to. */
export interface Jump {
  readonly file: ProjectFile
  readonly from: number
  readonly focus: boolean
}

/** The state of the page, and the run that keeps its result up to date. */
export class Store {
  #state: PageState
  readonly #listeners = new Set<() => void>()
  readonly #jumps = new Set<(jump: Jump) => void>()
  #client: Client | undefined
  /** The project that the worker has. */
  #sent: Project | undefined
  #run = 0
  #isRunning = false
  #isWaiting = false
  /** True if the last run was stopped. */
  #wasStopped = false

  /** Texts of the bundled definitions, by slug. */
  readonly definitions: Definitions

  constructor(project: Project, definitions: Definitions) {
    this.definitions = definitions
    const shown = { view: 'requests', file: 'mapping', pane: 'events', areProblemsOpen: false } as const
    this.#state = { project, verdicts: [], problems: [], ...shown }
  }

  get state(): PageState {
    return this.#state
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Changes what is shown, and runs the project if the result depends on it. */
  set(patch: Partial<PageState>): void {
    const before = this.#state
    this.#state = { ...before, ...patch }
    const { project, view, pinned, pointed } = this.#state
    if (project !== before.project || view !== before.view || pinned !== before.pinned) this.run()
    else if (pointed?.subscription !== before.pointed?.subscription) this.#trace()
    this.#notify()
  }

  edit(patch: Partial<Project>): void {
    this.set({ project: { ...this.#state.project, ...patch } })
  }

  /** Leaves a part out of the state. */
  clear(...keys: readonly ('dialog' | 'pointed' | 'pinned' | 'failed' | 'note')[]): void {
    const rest = { ...this.#state }
    for (const key of keys) delete rest[key]
    const isOther = rest.pinned !== this.#state.pinned
    this.#state = rest
    if (isOther) this.run()
    this.#notify()
  }

  #notify(): void {
    for (const listener of this.#listeners) listener()
  }

  onJump(listener: (jump: Jump) => void): () => void {
    this.#jumps.add(listener)
    return () => this.#jumps.delete(listener)
  }

  /** Shows a place in its editor. */
  jump(jump: Jump): void {
    if (jump.file === 'events') this.set({ pane: 'events' })
    else this.set({ file: jump.file, pane: 'mapping' })
    for (const listener of this.#jumps) listener(jump)
  }

  /** Shows the source of a value in the selected event. */
  jumpToSource(pointer: string): void {
    const { events, selected } = this.#state.project
    const found = findJson(events[selected]?.text ?? '', pointer)
    if (found) this.jump({ file: 'events', from: found.member.from, focus: true })
  }

  /** Runs are asked of this client from now on. */
  connect(client: Client): void {
    this.#client = client
    this.run()
  }

  /** The worker has forgotten the project. */
  forget(): void {
    this.#sent = undefined
  }

  addProblems(run: number, problems: readonly Problem[]): void {
    if (run !== this.#run) return
    this.#state = { ...this.#state, problems }
    this.#notify()
  }

  addVerdicts(run: number, from: number, added: readonly EventVerdict[]): void {
    const { verdicts: before, project } = this.#state
    const { length } = project.events
    const to = from + added.length
    if (run !== this.#run || (before.length === length && isSame(before.slice(from, to), added))) return
    const verdicts = [...before.slice(0, from), ...added, ...before.slice(to)]
    this.#state = { ...this.#state, verdicts: verdicts.slice(0, length) }
    this.#notify()
  }

  /** Runs the project. While a run is on its way, only the last of the later ones follows. */
  run(): void {
    if (this.#client === undefined) return
    if (this.#isRunning) {
      this.#isWaiting = true
      return
    }
    this.#isRunning = true
    this.#ask(this.#client).finally(() => {
      this.#isRunning = false
      if (this.#isWaiting) {
        this.#isWaiting = false
        this.run()
      }
    })
  }

  async #ask(client: Client): Promise<void> {
    const { project, view, pinned } = this.#state
    const id = ++this.#run
    const before = this.#sent
    this.#sent = project
    const changed = before === undefined ? project : changes(before, project)
    try {
      const question = { id, changed, isWhole: before === undefined, view, ...(pinned && { pinned }) }
      const report = await client.ask('run', question)
      this.#wasStopped = false
      const { failed, note, ...rest } = this.#state
      this.#state = { ...rest, report: reuseSubscriptions(report, rest.report) }
      this.#trace()
    } catch (error) {
      // A busy computer may be slow once. A mapping that takes too long is stopped a second time.
      if (error instanceof Stopped && !this.#wasStopped) {
        this.#wasStopped = true
        this.#isWaiting = true
        return
      }
      const message = (error as Error).message
      this.#state = { ...this.#state, failed: error instanceof Stopped ? `The run was ${message}.` : message }
    }
    this.#notify()
  }

  /** Asks for the ways of the values of the payload that is pointed at. The result does not wait for them. */
  async #trace(): Promise<void> {
    const { view, pointed } = this.#state
    if (view !== 'payload' || pointed === undefined) return
    const { subscription } = pointed
    const traces = await this.#client?.ask('trace', subscription).catch(() => undefined)
    if (traces === undefined) return
    this.#state = { ...this.#state, traced: { subscription, traces } }
    this.#notify()
  }
}

/** The members that differ; those that are gone as `undefined`. */
function changes(before: Project, after: Project): Partial<Project> {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])] as (keyof Project)[]
  return Object.fromEntries(keys.filter(key => before[key] !== after[key]).map(key => [key, after[key]]))
}
