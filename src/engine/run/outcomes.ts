import type { Request } from '../../request/index.ts'
import { type Answer, type AnswerReader, type Outcomes, readOutcomes } from '../../response/index.ts'
import { isObject, pointer, pointerKeys } from '../../value/index.ts'
import type { Running } from './running.ts'

/** Creates the part of a destination that reads answers. */
export function outcomesPart({ account, action }: Running) {
  return {
    outcomes: (request: Request, answer: Answer): Outcomes =>
      readOutcomes(request, answer, findReader(request, action), account),
  }
}

/** Finds the response that the definition declares for a request. */
export function findReader(request: Request, action: Running['action']): AnswerReader | undefined {
  const template = isObject(request) ? request.template : undefined
  if (typeof template !== 'string') return undefined
  const [, key = ''] = pointerKeys(template)
  const ofAction = pointer('', 'actions', key)
  const place = template.slice(ofAction.length)
  const responses = template.startsWith(ofAction) ? action(key)?.responses : undefined
  return responses && Object.hasOwn(responses, place) ? responses[place] : undefined
}
