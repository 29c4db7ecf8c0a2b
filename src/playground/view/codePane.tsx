import { useEffect, useRef } from 'preact/hooks'
import { CodeEditor, type CodeOptions } from '../code/editor.ts'
import type { CodeMark, LineSign } from '../code/marks.ts'
import type { Problem, ProjectFile } from '../run/protocol.ts'
import { useStore } from './useStore.ts'

interface CodeProps extends Pick<CodeOptions, 'label' | 'hasGutters' | 'service' | 'isReadOnly'> {
  readonly file: ProjectFile
  readonly text: string
  readonly problems?: readonly Problem[]
  readonly marks?: readonly CodeMark[]
  readonly verdicts?: readonly LineSign[]
  readonly coverage?: readonly LineSign[]
  onChange(text: string): void
}

const none: readonly never[] = []

/** A code editor that follows the state of the page. */
export function CodePane(props: CodeProps) {
  const { file, text, problems = none, marks = none, verdicts = none, coverage = none } = props
  const store = useStore()
  const parent = useRef<HTMLDivElement>(null)
  const editor = useRef<CodeEditor>(undefined)
  const latest = useRef(props)
  latest.current = props
  useEffect(() => {
    const { label, hasGutters, isReadOnly = false, service, text } = latest.current
    const made = new CodeEditor({
      parent: parent.current!,
      ...{ text, label, hasGutters, isReadOnly },
      ...(service && { service }),
      onChange: changed => latest.current.onChange(changed),
    })
    editor.current = made
    const stop = store.onJump(({ file: other, from, focus }) => other === file && made.reveal(from, { focus }))
    return () => {
      stop()
      made.destroy()
    }
  }, [file, store])
  useEffect(() => editor.current!.setText(text), [text])
  useEffect(() => editor.current!.setProblems(problems), [problems])
  useEffect(() => editor.current!.setMarks(marks), [marks])
  useEffect(() => editor.current!.setSigns(verdicts, coverage), [verdicts, coverage])
  return <div class="code-pane" ref={parent} />
}
