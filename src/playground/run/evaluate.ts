import { CompileError } from '../../diagnostics/index.ts'
import type { SourceEvent } from '../../event/index.ts'
import type { LoadedDestination, LocatedDiagnostic, Workspace } from '../../workspace/index.ts'
import { checkFile, findWritten, loadSource, readMappingsSource, WorkspaceError } from '../../workspace/index.ts'
import { emptyProject, fileNames, type Project } from '../project.ts'
import { reportEvent } from './eventReport.ts'
import { judgeEvent, type ReadCall, readCall } from './events.ts'
import { showOverview } from './overview.ts'
import { placeProblem } from './places.ts'
import { recentPrograms } from './programs.ts'
import type { EventVerdict, Problem, Question, Report, SubscriptionPlace, View } from './protocol.ts'
import { type Definitions, openProject } from './workspace.ts'

/** Most events that `check` reads to find paths which no event has. */
const mostChecked = 50

/** Runs a project: compiles its mapping, maps its events, and reports what a view shows. Pure but for its clock. */
export class Evaluator {
  readonly #definitions: Definitions
  readonly #now: () => number
  readonly #program = recentPrograms()
  #project: Project = emptyProject
  #workspace: Workspace
  #calls: readonly ReadCall[] = []
  #problems: readonly Problem[] = []
  #loaded: LoadedDestination | undefined
  #isStale = false

  constructor(definitions: Definitions, now: () => number) {
    this.#definitions = definitions
    this.#now = now
    this.#workspace = openProject(emptyProject, definitions)
  }

  /** Answers a question, except for the verdicts of events after the first ones. */
  answer({ id, changed, isWhole, view, pinned }: Question): Report {
    const started = this.#now()
    this.#apply(changed, isWhole)
    const { selected } = this.#project
    const call = this.#calls[selected]
    const loaded = this.#loaded
    const event = loaded && call && reportEvent(call, { loaded, project: this.#project, view, index: selected })
    const overview = loaded && this.#overview(view, loaded, pinned)
    return {
      id,
      took: this.#now() - started,
      verdicts: [],
      problems: this.#problems,
      isStale: this.#isStale,
      subscriptions: this.#subscriptions(),
      ...(event && { event }),
      ...(overview && { overview }),
    }
  }

  /** The mapping that runs; absent if there is none without errors. */
  get loaded(): LoadedDestination | undefined {
    return this.#loaded
  }

  get count(): number {
    return this.#calls.length
  }

  /** Verdict of one event, by its index. */
  verdict(index: number): EventVerdict {
    return judgeEvent(this.#calls[index]!, this.#loaded)
  }

  #apply(changed: Partial<Project>, isWhole: boolean): void {
    const before = this.#project
    this.#project = isWhole ? { ...emptyProject, ...changed } : { ...before, ...changed }
    const { events, mapping, destination, definition, tests } = this.#project
    if (isWhole || events !== before.events) {
      const known = new Map(before.events.map((event, i) => [event.text, this.#calls[i]!]))
      this.#calls = events.map(({ text }, index) => known.get(text) ?? readCall(text, index))
    }
    this.#workspace = openProject(this.#project, this.#definitions)
    const isOther =
      destination !== before.destination || (definition === undefined) !== (before.definition === undefined)
    if (isOther || isWhole) this.#loaded = undefined
    const isSame = mapping === before.mapping && definition === before.definition && tests === before.tests
    if (isOther || isWhole || !isSame || events !== before.events) this.#compile()
  }

  #compile(): void {
    const names = fileNames(this.#project)
    if (this.#project.mapping.trim() === '') {
      this.#loaded = undefined
      this.#problems = []
      return
    }
    const found = this.#check(names.mapping)
    try {
      const source = readMappingsSource(this.#workspace, names.mapping)
      this.#loaded = loadSource(source, { program: this.#program })
      this.#isStale = false
    } catch (error) {
      // `check` has reported it.
      if (!(error instanceof WorkspaceError || error instanceof CompileError)) throw error
      this.#isStale = this.#loaded !== undefined
    }
    this.#problems = found.map(diagnostic => placeProblem(diagnostic, names))
  }

  #check(file: string): readonly LocatedDiagnostic[] {
    const events = this.#calls.slice(0, mostChecked).flatMap(({ event }) => event ?? [])
    try {
      return checkFile(this.#workspace, file, { rules: {}, events }).diagnostics
    } catch (error) {
      if (error instanceof WorkspaceError) return error.diagnostics
      throw error
    }
  }

  #subscriptions(): SubscriptionPlace[] {
    const loaded = this.#loaded
    if (loaded === undefined || this.#isStale) return []
    const own = loaded.source.mappings?.source.file
    return loaded.subscriptions.flatMap((name, i) => {
      const { place } = findWritten(loaded.source, `/subscriptions/${i}`)
      return place.file === own ? [{ name, from: place.start }] : []
    })
  }

  #overview(view: View, loaded: LoadedDestination, pinned: Question['pinned']) {
    const calls = this.#calls.map(({ event }, index) => ({ index, event, verdict: this.verdict(index).kind }))
    const events = calls.filter((call): call is typeof call & { event: SourceEvent } => call.event !== undefined)
    const before = pinned && this.#loadOther(pinned)
    return showOverview(view, {
      loaded,
      events,
      workspace: this.#workspace,
      names: fileNames(this.#project),
      before,
      now: this.#now,
    })
  }

  /** Compiles the pinned mapping; `undefined` if it has errors. */
  #loadOther(pinned: NonNullable<Question['pinned']>): LoadedDestination | undefined {
    const project = { ...this.#project, ...pinned }
    try {
      const source = readMappingsSource(openProject(project, this.#definitions), fileNames(project).mapping)
      return loadSource(source, { program: this.#program })
    } catch (error) {
      if (error instanceof WorkspaceError || error instanceof CompileError) return undefined
      throw error
    }
  }
}
