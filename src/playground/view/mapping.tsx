import { useMemo } from 'preact/hooks'
import type { LineSign } from '../code/marks.ts'
import { createService } from '../code/service.ts'
import { fileNames } from '../project.ts'
import type { PageState } from '../store.ts'
import { CodePane } from './codePane.tsx'
import { listMarks } from './pointed.ts'
import { Tabs } from './tabs.tsx'
import { useClient } from './useClient.ts'
import { useSelected, useStore } from './useStore.ts'

/** The mapping, the own definition and the tests, as files to edit. */
export function MappingPane() {
  const store = useStore()
  const client = useClient()
  const project = useSelected(state => state.project)
  const file = useSelected(state => state.file)
  const view = useSelected(state => state.view)
  const pointed = useSelected(state => state.pointed)
  const traced = useSelected(state => state.traced)
  const report = useSelected(state => state.report)
  const found = useSelected(state => state.problems)
  const services = useMemo(() => {
    const create = (file: PageState['file']) => createService(client, file)
    return { mapping: create('mapping'), definition: create('definition'), tests: create('tests') }
  }, [client])
  const names = fileNames(project)
  const base = (path: string) => path.replace(/^.*\//, '')
  const tabs = [
    { id: 'mapping' as const, title: base(names.mapping) },
    { id: 'definition' as const, title: 'definition', note: project.definition === undefined ? undefined : 'own' },
    ...(project.tests === undefined ? [] : [{ id: 'tests' as const, title: 'tests' }]),
  ]
  const problems = useMemo(() => found.filter(one => one.file === file), [found, file])
  const errors = problems.filter(({ severity }) => severity === 'error').length
  const marks = useMemo(() => listMarks(store.state, file), [report, pointed, traced, view, file])
  const verdicts = useMemo(() => listVerdicts(store.state), [report])
  const coverage = useMemo(() => listCoverage(store.state), [report])
  return (
    <section class="pane mapping-pane" aria-label="Mapping">
      <div class="pane-head">
        <Tabs label="Files" tabs={tabs} selected={file} onSelect={chosen => store.set({ file: chosen })} />
        <span class="grow" />
        <span class={errors > 0 ? 'count bad' : 'count'}>
          {errors > 0 ? countErrors(errors) : describe(store.state)}
        </span>
      </div>
      {file === 'definition' && project.definition === undefined ? (
        <BundledDefinition />
      ) : (
        <CodePane
          key={file}
          file={file}
          label={file === 'mapping' ? 'Mapping' : file}
          hasGutters={file === 'mapping'}
          text={project[file] ?? ''}
          service={services[file]}
          problems={problems}
          marks={marks}
          {...(file === 'mapping' && { verdicts, coverage })}
          onChange={text => store.edit({ [file]: text })}
        />
      )}
    </section>
  )
}

function countErrors(errors: number): string {
  return errors === 1 ? '1 error' : `${errors} errors`
}

function describe({ report, file }: PageState): string {
  if (file !== 'mapping' || report === undefined) return ''
  const { length } = report.subscriptions
  return length === 1 ? '1 subscription' : `${length} subscriptions`
}

/** A bundled definition is read-only until it becomes an own one. */
function BundledDefinition() {
  const store = useStore()
  const destination = useSelected(({ project }) => project.destination)
  const text = store.definitions[destination]
  if (text === undefined) {
    const create = () => store.edit({ destination: '', definition: '' })
    return (
      <div class="empty">
        <p>Choose a destination, or write one of your own.</p>
        <button type="button" class="btn" onClick={create}>
          Write a definition
        </button>
      </div>
    )
  }
  const adopt = () => {
    const { project } = store.state
    const mapping = project.mapping.replace(/("destination"\s*:\s*)"[^"]*"/, '$1"../destinations/own.json"')
    store.edit({ definition: layOut(text), destination: '', mapping })
  }
  return (
    <div class="bundled">
      <p>
        This definition is bundled.{' '}
        <button type="button" class="btn small" onClick={adopt}>
          Edit a copy
        </button>
      </p>
      <CodePane
        file="definition"
        label="Definition, read-only"
        hasGutters={false}
        isReadOnly
        text={layOut(text)}
        onChange={() => {}}
      />
    </div>
  )
}

function layOut(definition: string): string {
  return `${JSON.stringify(JSON.parse(definition), null, 2)}\n`
}

const words = { sent: 'would send', 'not matched': 'not matched', skipped: 'skipped', failed: 'failed' }

/** Verdicts of the selected event beside the subscriptions. */
function listVerdicts({ report }: PageState): LineSign[] {
  return (report?.subscriptions ?? []).flatMap(({ name, from }) => {
    const found = report!.event?.subscriptions.find(({ subscription }) => subscription === name)
    return found ? [{ from, kind: found.verdict.replace(' ', '-'), label: words[found.verdict] }] : []
  })
}

const shares = { full: 'covered by tests', part: 'a branch is not covered', none: 'not covered' }

function listCoverage({ report, project }: PageState): LineSign[] {
  const { overview } = report ?? {}
  if (overview?.view !== 'tests') return []
  const starts = [0]
  for (const [index, character] of [...project.mapping].entries()) if (character === '\n') starts.push(index + 1)
  return overview.covered.map(({ line, share }) => ({ from: starts[line - 1] ?? 0, kind: share, label: shares[share] }))
}
