import { prepareLineage } from '../../analysis/index.ts'
import type { Definition } from '../../destination/index.ts'
import { CompileError } from '../../diagnostics/index.ts'
import { type Editor, openEditor, recent, rememberDefinitions } from '../../editor/index.ts'
import { lenientProgram } from '../../engine/index.ts'
import type { Json } from '../../value/index.ts'
import type { LoadedDestination, Workspace } from '../../workspace/index.ts'
import {
  findWritten,
  loadSource,
  memoryWorkspace,
  readDefinition,
  readMappingsSource,
  WorkspaceError,
} from '../../workspace/index.ts'
import { emptyProject, fileNames, type Project, projectTexts } from '../project.ts'
import { reportEvent, tracePayload } from './eventReport.ts'
import { judgeEvent, type ReadCall, readCall } from './events.ts'
import { Explanations } from './explanations.ts'
import type { Definitions } from './messages.ts'
import { showOverview } from './overview.ts'
import { placeProblem } from './places.ts'
import type { EventVerdict, Problem, RunQuestion, RunReport, SubscriptionPlace, ValueTrace, View } from './protocol.ts'

/** Most events whose paths the editor knows. */
const mostChecked = 50

/** Definitions whose programs are kept, which are dear: the one that is edited, and the one that it is compared with. */
const mostPrograms = 2

/** Runs a project: compiles its mapping, maps its events, and reports what a view shows. Pure, apart from the clock that it is given. */
export class Evaluator {
  /** The editor of the project's files. */
  readonly editor: Editor
  readonly #definitions: Definitions
  readonly #now: () => number
  readonly #onProgress: () => void
  /** Makes the programs of the project, and those of its start. */
  readonly program = recent(mostPrograms, lenientProgram)
  readonly #prepareLineage = recent(1, prepareLineage)
  readonly #memory = rememberDefinitions()
  readonly #explanations = new Explanations()
  #project: Project = emptyProject
  readonly #files: { [path: string]: string } = {}
  readonly #workspace: Workspace
  #calls: readonly ReadCall[] = []
  /** Text of the file of events, which may have megabytes, and is joined only when it changes. */
  #eventsText = ''
  #problems: readonly Problem[] = []
  /** True if the problems are those of the current files. */
  #isChecked = false
  #loaded: LoadedDestination | undefined
  #isStale = false

  /** `onProgress` is called between parts of a run that may take long. */
  constructor(definitions: Definitions, now: () => number, onProgress: () => void) {
    this.#onProgress = onProgress
    this.#definitions = definitions
    this.#now = now
    this.#workspace = this.#open(this.#files)
    this.editor = openEditor(this.#workspace, { samples: () => this.#samples() })
  }

  /** Answers a question. Verdicts and problems have their own methods, and a result does not wait for them. */
  answer({ id, changed, isWhole, view, pinned }: RunQuestion): RunReport {
    const started = this.#now()
    this.#apply(changed, isWhole)
    const { selected } = this.#project
    const call = this.#calls[selected]
    const loaded = this.#loaded
    const context = { project: this.#project, view, index: selected, explanations: this.#explanations }
    const event = loaded && call && reportEvent(call, { loaded, ...context })
    const overview = loaded && this.#overview(view, loaded, pinned)
    return {
      id,
      took: this.#now() - started,
      isStale: this.#isStale,
      subscriptions: this.#subscriptions(),
      ...(event && { event }),
      ...(overview && { overview }),
    }
  }

  /** The mapping that runs: the last one without errors. */
  get loaded(): LoadedDestination | undefined {
    return this.#loaded
  }

  /** A bundled definition: the same value as that of a project which starts with it, so that they share its program. */
  bundled(slug: string): Definition {
    return readDefinition(this.#workspace, slug).value as unknown as Definition
  }

  get names(): ReturnType<typeof fileNames> {
    return fileNames(this.#project)
  }

  get count(): number {
    return this.#calls.length
  }

  /** Verdict of one event, by its index. */
  verdict(index: number): EventVerdict {
    return judgeEvent(this.#calls[index]!, this.#loaded)
  }

  /** Sources of the parts of a payload of the selected event. */
  trace(subscription: string): readonly ValueTrace[] {
    const call = this.#calls[this.#project.selected]
    if (this.#loaded === undefined || call === undefined) return []
    return tracePayload(call, subscription, {
      loaded: this.#loaded,
      project: this.#project,
      explanations: this.#explanations,
    })
  }

  #apply(changed: Partial<Project>, isWhole: boolean): void {
    const before = this.#project
    this.#project = isWhole ? { ...emptyProject, ...changed } : { ...before, ...changed }
    const { events, mapping, destination, definition, tests } = this.#project
    if (isWhole || events !== before.events) {
      const known = new Map(before.events.map((event, i) => [event.text, this.#calls[i]!]))
      this.#calls = events.map(({ text }, index) => known.get(text) ?? readCall(text, index))
      this.#eventsText = events.map(({ text }) => text).join('\n')
    }
    for (const path of Object.keys(this.#files)) delete this.#files[path]
    Object.assign(this.#files, projectTexts(this.#project, this.#eventsText))
    const isOther =
      destination !== before.destination || (definition === undefined) !== (before.definition === undefined)
    if (isOther || isWhole) this.#loaded = undefined
    const isSame = mapping === before.mapping && definition === before.definition && tests === before.tests
    if (isOther || isWhole || !isSame || events !== before.events) this.#compile()
  }

  #compile(): void {
    const { mapping } = this.#project
    this.#isChecked = false
    if (mapping.trim() === '') {
      this.#loaded = undefined
      return
    }
    try {
      const source = readMappingsSource(this.#workspace, fileNames(this.#project).mapping)
      this.#loaded = loadSource(source, { program: this.program })
      this.#onProgress()
      this.#isStale = false
    } catch (error) {
      // The editor has reported it.
      if (!(error instanceof WorkspaceError || error instanceof CompileError)) throw error
      this.#isStale = this.#loaded !== undefined
    }
  }

  /** The findings of all files of the project. */
  findProblems(): readonly Problem[] {
    if (!this.#isChecked) this.#problems = this.#check()
    this.#isChecked = true
    return this.#problems
  }

  #check(): Problem[] {
    const names = fileNames(this.#project)
    return (['mapping', 'definition', 'tests'] as const).flatMap(part => {
      const text = this.#project[part]
      if (text === undefined || text.trim() === '') return []
      const document = { file: names[part], text }
      return this.editor.diagnose(document).map(found => placeProblem(found, part, text))
    })
  }

  #samples(): Json[] {
    return this.#calls.slice(0, mostChecked).flatMap(({ event }) => (event as unknown as Json) ?? [])
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

  #overview(view: View, loaded: LoadedDestination, pinned: RunQuestion['pinned']) {
    return showOverview(view, {
      loaded,
      calls: this.#calls,
      judge: index => this.verdict(index).kind,
      workspace: this.#workspace,
      program: this.program,
      names: this.names,
      prepareLineage: this.#prepareLineage,
      loadPinned: () => pinned && this.#loadOther(pinned),
      now: this.#now,
    })
  }

  #open(files: { readonly [path: string]: string }): Workspace {
    return { ...memoryWorkspace({ files, definitions: this.#definitions }), memory: this.#memory }
  }

  /** Compiles the pinned mapping; `undefined` if it has errors. */
  #loadOther(pinned: NonNullable<RunQuestion['pinned']>): LoadedDestination | undefined {
    const project = { ...this.#project, ...pinned }
    const workspace = this.#open(projectTexts(project, this.#eventsText))
    try {
      const source = readMappingsSource(workspace, fileNames(project).mapping)
      return loadSource(source, { program: this.program })
    } catch (error) {
      if (error instanceof WorkspaceError || error instanceof CompileError) return undefined
      throw error
    }
  }
}
