import type { Change } from '../authoring/index.ts'
import { printCount } from '../text/index.ts'
import type { Event, LoadedDestination, SubscriptionPreview } from '../workspace/index.ts'
import { changeLines } from './behaviourDiff.ts'
import { headline, type PreviewDetail, previewText, summaryLine } from './preview.ts'
import { requestJson } from './request/json.ts'
import { type Style, visible } from './style.ts'

/** Outcomes of one event, by destination. */
export interface PreviewedEvent {
  readonly event: Event
  readonly made: readonly { readonly loaded: LoadedDestination; readonly previews: readonly SubscriptionPreview[] }[]
  /** Absent without mappings to compare with. */
  readonly changes?: readonly Change[]
}

interface PreviewEventOptions extends PreviewDetail {
  /** Name of the event if it is a sample, which is shown as a whole. */
  readonly sample?: string
  /** The mappings that the event is compared with. */
  readonly diff?: string
}

/** Renders everything about one event. */
export function previewEventText(
  { event: { event }, made, changes }: PreviewedEvent,
  options: PreviewEventOptions,
  style: Style,
): string {
  const sample = options.sample === undefined ? '' : `${visible(JSON.stringify(event, null, 2))}\n\n`
  const parts = made.map(({ loaded, previews }) => {
    return `${summaryLine(loaded, previews, style)}\n\n${previewText(loaded, previews, style, options)}\n`
  })
  const compared = changes === undefined ? '' : `${changesText(changes, options.diff!, style)}\n`
  return `${headline(event, style)}\n${sample}${parts.join('')}${compared}`
}

function changesText(changes: readonly Change[], other: string, style: Style): string {
  const count = changes.length === 0 ? 'no difference' : printCount(changes.length, 'difference', 'differences')
  const lines = changes.length === 0 ? [] : changeLines(changes, style)
  return `${[`${style.bold(`with ${visible(other)}`)}   ${count}`, ...lines].join('\n')}\n`
}

/** The same as JSON. */
export function previewEventJson(
  { event: { line, event }, made, changes }: PreviewedEvent,
  { sample }: PreviewEventOptions,
): unknown {
  const { type, messageId } = event
  const destinations = made.map(({ loaded: { destination }, previews }) => {
    const subscriptions = previews.map(preview => {
      const requests = preview.requests.map(request => ({ ...requestJson(request), ...request.answered }))
      return { ...preview, requests }
    })
    return { destination: destination.slug, subscriptions }
  })
  return { line, type, messageId, ...(sample !== undefined && { sample: event }), destinations, changes }
}
