import countBy from 'lodash-es/countBy.js'
import type { SourceEvent } from '../event/index.ts'
import { printCount } from '../text/index.ts'
import { isObject, pointerKeys } from '../value/index.ts'
import type { LoadedDestination } from '../workspace/index.ts'
import { isFailure, type SubscriptionPreview } from '../workspace/index.ts'
import { failureLines } from './failure.ts'
import { outcomeLines } from './outcomes.ts'
import { curl } from './request/curl.ts'
import { requestLines } from './request/text.ts'
import { type Style, visible } from './style.ts'
import { alignColumns } from './table.ts'
import { verdictText, verdictWord } from './verdict.ts'

/** `track "Order Completed"   msg-7c1   user u_42` */
export function headline(event: SourceEvent, style: Style): string {
  const { type, messageId, userId, anonymousId, groupId, previousId } = event
  const name = event.event ?? event.name
  const title = typeof name === 'string' ? `${type} ${JSON.stringify(name)}` : type
  const ids = {
    user: userId,
    anonymous: userId === undefined ? anonymousId : undefined,
    group: groupId,
    was: previousId,
  }
  const shown = Object.entries(ids).flatMap(([kind, id]) => (typeof id === 'string' ? `${kind} ${id}` : []))
  return [style.bold(visible(title)), style.dim(visible([messageId, ...shown].join('   ')))].join('   ')
}

/** `Customer.io   3 subscriptions in mappings/customerio.json: 1 would send, 2 not matched` */
export function summaryLine(
  { destination, file, isTrial }: LoadedDestination,
  previews: readonly SubscriptionPreview[],
  style: Style,
): string {
  const words = countBy(previews, ({ verdict }) => verdictWord(verdict))
  const counts = (['sent', 'failed', 'not matched', 'skipped'] as const).flatMap(word => {
    const count = words[word] ?? 0
    return count === 0 ? [] : `${count} ${word === 'sent' ? 'would send' : word}`
  })
  const where = isTrial ? 'with example settings' : `in ${file}`
  const subscriptions = printCount(previews.length, 'subscription', 'subscriptions')
  const counted = counts.length > 0 ? counts.join(', ') : 'write one in a mappings file'
  return `${style.bold(visible(destination.name))}   ${style.dim(visible(`${subscriptions} ${where}: ${counted}`))}`
}

/** Options for parts that a preview folds by default. */
export interface PreviewDetail {
  /** Lists optional fields whose default finds no value. */
  readonly absent?: boolean
  /** Lists subscriptions that did not match, beside others that would send or failed. */
  readonly all?: boolean
  /** Prints requests as curl commands. */
  readonly curl?: boolean
}

/** Renders the previews of one event: first those that would send or failed, then the others, a line each. */
export function previewText(
  loaded: LoadedDestination,
  previews: readonly SubscriptionPreview[],
  style: Style,
  detail: PreviewDetail = {},
): string {
  const blocks = previews.flatMap(preview => {
    if (isFailure(preview)) return [failureBlock(loaded, preview, style)]
    return preview.verdict === 'sent' ? [sentBlock(loaded, preview, style, detail)] : []
  })
  const silent = previews.filter(preview => preview.verdict !== 'sent' && !isFailure(preview))
  const unmatched = silent.filter(({ verdict }) => verdict === 'unmatched')
  const isFolded = !detail.all && blocks.length > 0 && unmatched.length > 1
  const listed = isFolded ? silent.filter(({ verdict }) => verdict !== 'unmatched') : silent
  const lines = [
    ...(listed.length > 0 ? silentLines(listed, style) : []),
    ...(isFolded ? [style.dim(`· ${unmatched.length} subscriptions did not match: --all`)] : []),
  ]
  return [...blocks, ...(lines.length > 0 ? [lines] : [])].map(lines => `${lines.join('\n')}\n`).join('\n')
}

function sentBlock(
  loaded: LoadedDestination,
  preview: SubscriptionPreview,
  style: Style,
  detail: PreviewDetail,
): string[] {
  const { requests, payload, warnings } = preview
  const title = renderTitle(preview)
  const count =
    requests.length === 0 ? 'no request, only a payload' : printCount(requests.length, 'request', 'requests')
  const sections = requests.flatMap(request => [
    detail.curl ? visible(curl(request, loaded.credentials, ' \\\n  ')).split('\n') : requestLines(request, style),
    request.answered ? outcomeLines(request.answered, style) : [],
  ])
  if (requests.length === 0) sections.push(visible(JSON.stringify(payload, null, 2)).split('\n'))
  sections.push(absentLines(loaded, preview, style, detail))
  sections.push(warnings.map(warning => `${style.yellow('warning')}  ${visible(warning)}`))
  const gap = ' '.repeat(Math.max(3, 66 - title.length))
  const body = sections.filter(lines => lines.length > 0).flatMap((lines, i) => (i === 0 ? lines : ['', ...lines]))
  return [`${style.green('✔')} ${style.bold(title)}${gap}${style.dim(count)}`, ...indentLines(body)]
}

/** Lists fields without a value. Defaults are only counted, unless `detail.absent` is set. */
function absentLines(
  loaded: LoadedDestination,
  { subscription, absent }: SubscriptionPreview,
  style: Style,
  detail: PreviewDetail,
): string[] {
  const written = fieldsWrittenBy(loaded, subscription)
  const defaults = absent.filter(({ at }) => !written.has(pointerKeys(at)[0]!))
  const isFolded = !detail.absent && defaults.length > 1
  const listed = isFolded ? absent.filter(field => !defaults.includes(field)) : absent
  const lines = alignColumns(listed.map(({ at, from }) => [visible(at), visible(whyAbsent(from))]))
  return [
    ...lines.map(line => style.dim(`absent  ${line}`)),
    ...(isFolded ? [style.dim(`${defaults.length} optional fields have no value: --absent`)] : []),
  ]
}

/** Fields that a subscription maps itself, by `overrides` or `mapping`. */
function fieldsWrittenBy({ source }: LoadedDestination, name: string): ReadonlySet<string> {
  const { definition, mappings } = source
  const subscriptions = mappings?.subscriptions ?? (isObject(definition.value) ? definition.value.subscriptions : [])
  const own = (Array.isArray(subscriptions) ? subscriptions : []).filter(isObject)
  const found = own.find(subscription => (subscription.name ?? subscription.action) === name)
  return new Set([found?.overrides, found?.mapping].flatMap(fields => (isObject(fields) ? Object.keys(fields) : [])))
}

function whyAbsent(from: readonly string[]): string {
  if (from.length === 0) return 'nothing in the event is mapped to it'
  return `no value in ${from.join(', ')}`
}

function failureBlock({ source }: LoadedDestination, preview: SubscriptionPreview, style: Style): string[] {
  const lines = preview.failures.flatMap(failure => failureLines(failure, source, style))
  return [`${style.red('✖')} ${style.bold(renderTitle(preview))}   ${style.red('failed')}`, ...indentLines(lines)]
}

function renderTitle({ subscription, action }: SubscriptionPreview): string {
  return visible(subscription === action ? action : `${subscription} → ${action}`)
}

/** Renders subscriptions that send nothing. Several with the same reason share a line. */
function silentLines(previews: readonly SubscriptionPreview[], style: Style): string[] {
  const byReason = new Map<string, string[]>()
  for (const { subscription, ...preview } of previews) {
    const reason = verdictText(preview)
    const names = byReason.get(reason)
    if (names) names.push(subscription)
    else byReason.set(reason, [subscription])
  }
  const rows = [...byReason].flatMap(([reason, names]) => {
    if (names.length <= 2) return names.map(name => ({ name, reason }))
    return [{ name: `${names.slice(0, 2).join(', ')} and ${names.length - 2} more`, reason }]
  })
  const cells = rows.map(({ name, reason }) => [visible(name), visible(reason)])
  return alignColumns(cells, { widest: 44 }).map(line => style.dim(`· ${line}`))
}

function indentLines(lines: readonly string[]): string[] {
  return lines.map(line => (line === '' ? '' : `    ${line}`))
}
