import { CompileError } from '../diagnostics/index.ts'
import { type CompileOptions, compile, type MapResult, type Report } from '../engine/index.ts'
import { renderDiagnostic } from '../render/index.ts'
import { compare, type Difference, skipReason } from '../suite/index.ts'
import type { Json } from '../value/index.ts'

/** Arguments of the matchers. The received value is the result of `map` or `explain`, or a definition. */
export interface Matchers {
  /** `map` or `explain`: passes if an action is sent whose payload includes `payload`. */
  readonly toSend: [action: string, payload?: Json]
  /** `explain`: passes if a subscription sends nothing for this reason. `map`: passes if it neither sends nor fails. */
  readonly toSkip: [subscription: string, reason?: string]
  /** `map` or `explain`: passes if a subscription fails with this code, at this pointer into the payload. */
  readonly toFail: [subscription: string, code?: string, at?: string]
  /** Definition: passes if it compiles. */
  readonly toCompile: [options?: CompileOptions]
}

interface Verdict {
  readonly pass: boolean
  readonly message: () => string
}

type Matcher<K extends keyof Matchers> = (received: unknown, ...args: Matchers[K]) => Verdict

/**
 * Matchers for `expect.extend`; importing `callmap/testing` does that.
 *
 * @example expect(destination.map(event)).toSend('trackEvent', { data: { total: 129.5 } })
 * @example expect(destination.explain(event)).toSkip('order-completed-de', 'missing:context.location.country')
 */
export const matchers: { readonly [K in keyof Matchers]: Matcher<K> } = {
  toSend(received, action, payload = {}) {
    const sent = listSent(received)
    const found = sent.filter(it => it.action === action).map(it => compare(payload, it.payload, { isPart: true }))
    const nearest = found.toSorted((a, b) => a.length - b.length)[0]
    const names = sent.map(it => it.action).join(', ') || 'nothing'
    const why = nearest ? nearest.map(differenceText).join('\n') : `${names} is sent`
    return verdict(nearest?.length === 0, `\`${action}\` to be sent`, why)
  },
  toSkip(received, subscription, reason) {
    if (!isReport(received)) {
      if (reason !== undefined) throw new TypeError('`map` gives no reasons: use expect(destination.explain(event))')
      const { actions, failures } = requireResult(received)
      const isSilent = [...actions, ...failures].every(it => it.subscription !== subscription)
      return verdict(isSilent, `\`${subscription}\` to send nothing`, 'it does, or it fails')
    }
    const found = received.verdicts.find(it => it.subscription === subscription)
    const given = found && skipReason(found)?.reason
    const isMeant = given !== undefined && (reason === undefined || given === reason)
    const why = found ? `${given ?? found.verdict}: ${found.reason}` : 'there is no such subscription'
    return verdict(isMeant, `\`${subscription}\` to be skipped${reason ? ` as ${reason}` : ''}`, why)
  },
  toFail(received, subscription, code, at) {
    const failures = listFailures(received).filter(it => it.subscription === subscription)
    const isMeant = failures.some(it => (code ?? it.code) === it.code && (at ?? it.at) === it.at)
    const expected = [code, at].filter(part => part !== undefined).join(' ')
    const why = failures.map(it => `${it.code} ${it.at} ${it.message}`).join('\n') || 'it does not'
    return verdict(isMeant, `\`${subscription}\` to fail${expected && ` with ${expected}`}`, why)
  },
  toCompile(received, options) {
    try {
      compile(received as Parameters<typeof compile>[0], options)
      return verdict(true, 'the definition to compile', 'it does')
    } catch (error) {
      if (!(error instanceof CompileError)) throw error
      const problems = error.diagnostics.map(problem => renderDiagnostic(problem))
      return verdict(false, 'the definition to compile', problems.join('\n'))
    }
  },
}

function verdict(pass: boolean, what: string, why: string): Verdict {
  return {
    pass,
    message: () => (pass ? `expected ${what.replace(' to ', ' not to ')}` : `expected ${what}, but:\n${why}`),
  }
}

function isReport(received: unknown): received is Report {
  return Array.isArray((received as Report | null)?.verdicts)
}

function requireResult(received: unknown): MapResult {
  const { actions, failures } = (received ?? {}) as Partial<MapResult>
  if (actions && failures) return { actions, failures }
  throw new TypeError('expected the result of `destination.map(event)` or `destination.explain(event)`')
}

function listSent(received: unknown): { readonly action: string; readonly payload: Json }[] {
  if (!isReport(received)) return [...requireResult(received).actions]
  return received.verdicts.flatMap(({ action, verdict, payload }) =>
    verdict === 'sent' && payload ? [{ action, payload }] : [],
  )
}

function listFailures(received: unknown): MapResult['failures'] {
  return isReport(received)
    ? received.verdicts.flatMap(({ failures = [] }) => failures)
    : requireResult(received).failures
}

function differenceText({ at, expected, received }: Difference): string {
  return `${at || '/'}: expected ${JSON.stringify(expected) ?? 'absent'}, received ${JSON.stringify(received) ?? 'absent'}`
}
