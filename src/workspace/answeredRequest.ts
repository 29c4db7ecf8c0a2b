import type { Request } from '../request/index.ts'
import type { Answer, Outcomes } from '../response/index.ts'
import type { LoadedDestination } from './load.ts'

/** A request of a preview, with the meaning of its answer if it has one. */
export interface AnsweredRequest extends Request {
  readonly answered?: Outcomes
}

/** Gives the answer to the next request, if there is one. */
export type NextAnswer = () => Answer | undefined

/** Answers requests in order. */
export function answerRequests(
  { destination }: LoadedDestination,
  requests: readonly Request[],
  next: NextAnswer,
): AnsweredRequest[] {
  return requests.map(request => {
    const answer = next()
    return answer === undefined ? request : { ...request, answered: destination.outcomes(request, answer) }
  })
}
