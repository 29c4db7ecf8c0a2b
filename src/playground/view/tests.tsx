import type { ShownTest } from '../run/protocol.ts'
import { useStore } from './useStore.ts'
import { Icon } from './verdict.tsx'

const shapes = {
  passed: 'sent',
  failed: 'failed',
  inspected: 'not matched',
  skipped: 'skipped',
  todo: 'not run',
} as const

/** The tests of the project. Their coverage is in the gutter of the mapping. */
export function TestsView({ tests = [] }: { readonly tests?: readonly ShownTest[] }) {
  const store = useStore()
  if (tests.length === 0) {
    return (
      <p class="missing">
        No tests. Save this result as one: <kbd>Ctrl S</kbd>
      </p>
    )
  }
  const failed = tests.filter(({ status }) => status === 'failed').length
  const passed = tests.filter(({ status }) => status === 'passed').length
  return (
    <section class="sub">
      <h3 class="sub-head">
        <Icon shape={failed > 0 ? 'failed' : 'sent'} />
        <span class="sub-name">
          {passed} passed{failed > 0 && `, ${failed} failed`}
        </span>
        <span class="grow" />
        <button type="button" class="btn small quiet" onClick={() => store.set({ file: 'tests', pane: 'mapping' })}>
          Edit
        </button>
      </h3>
      <ul class="tests">
        {tests.map(({ name, status, messages }, i) => (
          <li key={i}>
            <Icon shape={shapes[status]} />
            <span>{name}</span>
            <span class="verdict">{status}</span>
            {messages.map(message => (
              <p class="muted" key={message}>
                {message}
              </p>
            ))}
          </li>
        ))}
      </ul>
    </section>
  )
}
