import { useLayoutEffect, useRef } from 'preact/hooks'
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
  useLayoutEffect(() => {
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
  // In the task of the render: a key that is pressed between the two would be lost.
  useLayoutEffect(() => editor.current!.setText(text), [text])
  useLayoutEffect(() => editor.current!.setProblems(problems), [problems])
  useLayoutEffect(() => editor.current!.setMarks(marks), [marks])
  useLayoutEffect(() => editor.current!.setSigns(verdicts, coverage), [verdicts, coverage])
  return <div class="code-pane" ref={parent} />
}
