import { suggestion } from '../text/index.ts'
import { type Pointer, pointer } from '../value/index.ts'
import { subscriptionName } from './actions.ts'
import type { Mismatch } from './mismatch.ts'
import type { Output, TestError } from './output.ts'
import { skipReason } from './skipReason.ts'
import type { Expectation, ExpectedError } from './suite.ts'

/** Compares subscriptions that send nothing with `expect.skipped`. */
export function checkSkipped({ skipped = {} }: Expectation, output: Output, at: Pointer): Mismatch[] {
  return Object.entries(skipped).flatMap(([subscription, expected]): Mismatch[] => {
    const { verdicts } = output
    const own = verdicts.filter(verdict => verdict.subscription === subscription)
    const verdict = own.find(verdict => skipReason(verdict)?.reason !== expected)
    if (own.length > 0 && verdict === undefined) return []
    const found = verdict && skipReason(verdict)
    const here = pointer(at, 'skipped', subscription)
    if (verdict === undefined) {
      const near = suggestion(subscription, new Set(verdicts.map(verdict => verdict.subscription)))
      const message = `there is no subscription \`${subscription}\`${near === undefined ? '' : `; ${near}`}`
      return [{ at: here, message }]
    }
    const received = found?.reason ?? (verdict.verdict === 'sent' ? 'sent' : 'an error')
    const message = `${subscription}: expected \`${expected}\`, but it is ${found ? `\`${received}\`` : received} (${verdict.reason})`
    return [{ at: here, subscription, message, ...(found && { received: found.reason }) }]
  })
}

/** Compares failures with `expect.errors`. A failure that a test does not expect fails it. */
export function checkErrors({ errors: expected = [] }: Expectation, { errors }: Output, at: Pointer): Mismatch[] {
  const left = new Set(errors)
  const missing = expected.flatMap((wanted, i): Mismatch[] => {
    const found = [...left].find(error => isMeant(wanted, error))
    if (found && left.delete(found)) return []
    const { code, at: place } = wanted
    const title = [subscriptionName(wanted), code, place].filter(part => part !== undefined).join(' ')
    return [{ at: pointer(at, 'errors', i), message: `the error ${title} does not occur` }]
  })
  const unexpected = [...left].map(({ subscription, code, at: place, message }): Mismatch => {
    const title = [subscription ?? 'the event', code, place].filter(part => part !== '').join(' ')
    return {
      at,
      ...(subscription !== undefined && { subscription }),
      message: `unexpected error: ${title}: ${message}`,
    }
  })
  return [...missing, ...unexpected]
}

function isMeant(expected: ExpectedError, { subscription, code, at }: TestError): boolean {
  const wanted = subscriptionName(expected) ?? subscription
  return wanted === subscription && expected.code === code && (expected.at ?? at) === at
}
