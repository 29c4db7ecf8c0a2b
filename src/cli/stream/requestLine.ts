import { curl, wireJson } from '../../render/index.ts'
import type { Request } from '../../request/index.ts'
import type { CompiledSource, LocatedAction } from '../../workspace/index.ts'

interface LineOptions extends Pick<CompiledSource, 'credentials'> {
  readonly emit: string
}

/**
 * Prints a request as one line: a `curl` command, or JSON with everything to send it and settle the response. `items`
 * are indexes into `actions` of the same line.
 */
export function requestLine(
  request: Request,
  located: readonly LocatedAction[],
  { emit, credentials }: LineOptions,
): string {
  if (emit === 'curl') return `${curl(request, credentials)}\n`
  const { destination, actions, items, parts, template } = request
  const place = new Map(actions.map((index, i) => [index, i]))
  const carried = actions.map(index => {
    const { event, action } = located[index]!
    return { line: event.line, messageId: action.messageId, subscription: action.subscription, action: action.action }
  })
  const ids = { actions: carried, items: items.map(index => place.get(index)!), parts, template }
  return `${JSON.stringify({ v: 2, destination, ...wireJson(request), ...ids })}\n`
}
