import type { Json } from '../value/index.ts'
import { pointer } from '../value/index.ts'
import { compare } from './compare.ts'
import type { Mismatch } from './mismatch.ts'
import type { Output } from './output.ts'
import type { Case } from './suite.ts'

/** Compares the outcomes that answers have with those that a test expects. */
export function checkAnswers({ answers, at }: Case, { requests }: Output): Mismatch[] {
  if (answers === undefined) return []
  const mismatches = answers.flatMap(({ outcomes: expected, pause, ...answer }, i): Mismatch[] => {
    const asked = requests[i]
    if (asked === undefined) return []
    const { outcomes, pause: pauses = false } = asked.destination.outcomes(asked.request, answer)
    const received = outcomes as unknown as readonly Json[]
    return [
      ...report('outcomes', compare(expected, received, { isPart: true }), i),
      ...report('pause', pause === undefined ? [] : compare(pause, pauses, { isPart: false }), i),
    ]
  })
  if (answers.length === requests.length) return mismatches
  const made = requests.length === 1 ? '1 request is' : `${requests.length} requests are`
  const message = `${made} made, but the test answers ${answers.length}`
  return [...mismatches, { at: pointer(at, 'answers'), message }]

  function report(key: 'outcomes' | 'pause', differences: ReturnType<typeof compare>, i: number): Mismatch[] {
    if (differences.length === 0) return []
    const what = key === 'outcomes' ? 'the outcomes differ' : '`pause` differs'
    return [{ at: pointer(at, 'answers', i, key), differences, message: `answer ${i + 1}: ${what}` }]
  }
}
