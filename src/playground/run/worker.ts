import { Evaluator } from './evaluate.ts'
import type { FromWorker, Methods, ToWorker } from './messages.ts'
import type { EventVerdict } from './protocol.ts'
import { createTools } from './tools.ts'

/** Milliseconds of work between two messages: far less than the page waits before it stops the worker. */
const portion = 60

/**
 * Milliseconds that the page has to draw a result before the worker looks for problems: on two cores, both at once make
 * the result late. A mapping with errors has no new result.
 */
const pause = 40

const now = () => performance.now()
const post = (message: FromWorker) => postMessage(message)
let methods: Methods | undefined
/** The last run. An older one stops sending verdicts. */
let latest = 0

addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
  if ('open' in data) {
    const evaluator = new Evaluator(data.open, now, () => post({ isBusy: true }))
    methods = {
      ...createTools(data.open, evaluator),
      run(question) {
        latest = question.id
        setTimeout(sendVerdicts, 0, evaluator, question.id, 0)
        const report = evaluator.answer(question)
        setTimeout(sendProblems, report.isStale ? 0 : pause, evaluator, question.id)
        return report
      },
    }
    post({ ready: true })
    return
  }
  const { id, method, args } = data
  try {
    const value = (methods![method] as (...args: readonly unknown[]) => unknown)(...args)
    post({ id, value })
  } catch (error) {
    post({ id, failed: error instanceof Error ? error.message : String(error) })
  }
})

function sendProblems(evaluator: Evaluator, run: number): void {
  if (run === latest) post({ run, problems: evaluator.findProblems() })
}

/** Judges events from an index on, for a while, and then lets other messages pass. */
function sendVerdicts(evaluator: Evaluator, run: number, from: number): void {
  if (run !== latest) return
  const until = now() + portion
  const verdicts: EventVerdict[] = []
  let index = from
  for (; index < evaluator.count && now() < until; index++) verdicts.push(evaluator.verdict(index))
  post({ run, from, verdicts })
  if (index < evaluator.count) setTimeout(sendVerdicts, 0, evaluator, run, index)
}
