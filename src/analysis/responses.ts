import type { ParsedDestination, ResponseDefinition, ResponseErrors, ResponseStatus } from '../destination/index.ts'
import { statusRanges } from '../response/index.ts'
import { type Pointer, pointer } from '../value/index.ts'

/** A response of a definition, with its place. */
export interface WrittenResponse {
  readonly at: Pointer
  readonly response: ResponseDefinition
  /** True if it is of a batch only. */
  readonly isOfBatch: boolean
}

/** Lists the responses of the destination, of requests and of batches. */
export function listResponses({ definition, actions }: ParsedDestination): WrittenResponse[] {
  const requests = [...actions.values()].flatMap(({ at, definition: { requests = [], batch } }) => [
    ...requests.map((request, i) => ({ at: pointer(at, 'requests', i), request, isOfBatch: false })),
    { at: pointer(at, 'batch', 'request'), request: batch?.request, isOfBatch: true },
  ])
  const shared = { at: '/request', request: definition.request, isOfBatch: false }
  return [shared, ...requests].flatMap(({ at, request, isOfBatch }) => {
    const response = request?.response
    return response ? [{ at: pointer(at, 'response'), response, isOfBatch }] : []
  })
}

/** Lists the `errors` of a response, with their places. */
export function listErrors({ at, response: { errors } }: WrittenResponse): { at: Pointer; errors: ResponseErrors }[] {
  if (errors === undefined) return []
  return Array.isArray(errors)
    ? errors.flatMap((one, i) => (one ? [{ at: pointer(at, 'errors', i), errors: one }] : []))
    : [{ at: pointer(at, 'errors'), errors: errors as ResponseErrors }]
}

/** Every status that an answer can have; 0 without an answer. */
const anyStatus: ReadonlySet<number> = new Set([0, ...Array.from({ length: 500 }, (_, i) => 100 + i)])

/** Lists the statuses that a rule is about. */
export function listStatuses(status: ResponseStatus | undefined): ReadonlySet<number> {
  if (status === undefined) return anyStatus
  const ranges = statusRanges(status)
  return new Set([...anyStatus].filter(one => ranges.some(([first, last]) => one >= first && one <= last)))
}
