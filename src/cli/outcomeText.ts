import type { SourceEvent } from '../index.ts'
import { curl } from './curl.ts'
import type { Loaded } from './destinations.ts'
import type { Outcome } from './outcome.ts'
import { requestLines } from './requestText.ts'
import { type Style, visible } from './terminal.ts'

/** `track "Order Completed"   msg-7c1   user u_42` */
export function headline(event: SourceEvent, style: Style): string {
  const { type, messageId, userId, anonymousId, groupId, previousId, event: eventName, name: pageName } = event
  const name = eventName ?? pageName
  const ids = Object.entries({ user: userId, anonymous: userId ? undefined : anonymousId, group: groupId, previous: previousId })
  return [
    style.bold(typeof name === 'string' ? `${type} ${visible(JSON.stringify(name))}` : type),
    messageId,
    ...ids.flatMap(([kind, id]) => (typeof id === 'string' ? `${kind} ${visible(id)}` : [])),
  ].join('   ')
}

/** `Customer.io   3 subscriptions in mappings/customerio.json: 1 sends, 2 do not` */
export function summaryLine({ destination, file, trial }: Loaded, outcomes: readonly Outcome[], style: Style): string {
  const sent = outcomes.filter(({ verdict }) => verdict === 'sent').length
  const failed = outcomes.filter(isFailure).length
  const silent = outcomes.length - sent - failed
  const counts = [
    sent > 0 ? counted(sent, 'sends', 'send') : [],
    failed > 0 ? counted(failed, 'fails', 'fail') : [],
    silent > 0 ? counted(silent, 'does not', 'do not') : [],
  ].flat()
  const where = trial ? 'with example settings' : `in ${visible(file)}`
  const rest = `${counted(outcomes.length, 'subscription', 'subscriptions')} ${where}: ${counts.join(', ')}`
  return `${style.bold(destination.name)}   ${style.dim(rest)}`
}

export function counted(count: number, one: string, many: string): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`
}

export function isFailure({ verdict }: Outcome): boolean {
  return verdict === 'failed' || verdict === 'invalid'
}

/** The outcomes of one event as paragraphs: what is sent, what failed, and last what is not sent, a line each. */
export function outcomeText(outcomes: readonly Outcome[], style: Style, asCurl: boolean): string {
  const blocks = outcomes.flatMap(outcome => {
    if (isFailure(outcome)) return failureBlock(outcome, style)
    return outcome.verdict === 'sent' ? sentBlock(outcome, style, asCurl) : []
  })
  const silent = silentLines(outcomes.filter(outcome => outcome.verdict !== 'sent' && !isFailure(outcome)), style)
  return [...blocks, ...(silent.length > 0 ? [silent.join('\n')] : [])].map(block => `${block}\n`).join('\n')
}

function sentBlock({ subscription, action, requests, payload, absent = [], warnings = [] }: Outcome, style: Style, asCurl: boolean) {
  const title = `${visible(subscription)} → ${visible(action)}`
  const count = counted(requests.length, 'request', 'requests')
  const lines = [`${style.green('✔')} ${style.bold(title)}${' '.repeat(Math.max(3, 66 - title.length))}${style.dim(count)}`]
  if (requests.length === 0) lines.push(...indented(JSON.stringify(payload, null, 2).split('\n').map(visible)))
  for (const [i, request] of requests.entries()) {
    if (i > 0) lines.push('')
    lines.push(...indented(asCurl ? visible(curl(request, ' \\\n  ')).split('\n') : requestLines(request, style)))
  }
  if (absent.length > 0) lines.push('')
  const width = Math.max(...absent.map(({ at }) => at.length))
  for (const { at, from } of absent) {
    const why = from.length === 0 ? 'is mapped to nothing' : `${from.join(', ')} ${from.length === 1 ? 'is' : 'are'} not in the event`
    lines.push(style.dim(`    absent  ${visible(at.padEnd(width))}   ${visible(why)}`))
  }
  if (warnings.length > 0) lines.push('')
  for (const warning of warnings) lines.push(`    ${style.yellow('warning')}  ${visible(warning)}`)
  return lines.join('\n')
}

function failureBlock({ subscription, action, reason, failures }: Outcome, style: Style): string {
  const head = `${style.red('✖')} ${style.bold(`${visible(subscription)} → ${visible(action)}`)}   ${style.red('not sent')}`
  const lines = failures.map(({ code, at, message }) => `    ${style.red(code)} ${visible(at || '/')}  ${visible(message)}`)
  return [head, ...(lines.length > 0 ? lines : [`    ${visible(reason)}`])].join('\n')
}

/** Where many subscriptions are silent for the same reason, they share a line. */
function silentLines(outcomes: readonly Outcome[], style: Style): string[] {
  const byReason = Map.groupBy(outcomes, ({ reason }) => reason)
  const rows = [...byReason].flatMap(([reason, same]) => {
    const names = same.map(({ subscription }) => subscription)
    return names.length < 3 ? names.map(name => [name, reason] as const) : [[shortList(names), reason] as const]
  })
  const width = Math.min(40, Math.max(...rows.map(([names]) => names.length)))
  return rows.map(([names, reason]) => style.dim(`· ${visible(names.padEnd(width))}   not sent: ${visible(reason)}`))
}

function shortList(names: readonly string[]): string {
  const shown = names.slice(0, 2)
  return names.length <= 2 ? shown.join(', ') : `${shown.join(', ')} and ${names.length - 2} more`
}

function indented(lines: readonly string[]): string[] {
  return lines.map(line => (line === '' ? '' : `    ${line}`))
}
