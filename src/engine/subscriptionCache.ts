import { js } from '../code/index.ts'
import type { ParsedSubscription, SubscriptionDefinition } from '../destination/index.ts'
import type { SubscriptionProgram } from './run/program.ts'

/** A subscription that is compiled, or parsed. `isClean` is true without a single diagnostic. */
export type KnownSubscription = { readonly isClean: boolean } & (
  | { readonly code: SubscriptionProgram }
  | { readonly parsed: ParsedSubscription }
)

/**
 * Compiled subscriptions by action, trigger and mapping, so that accounts share their code. It is kept as long as an
 * account uses it.
 */
export class SubscriptionCache {
  readonly #known = new Map<string, { readonly code: WeakRef<SubscriptionProgram>; readonly isClean: boolean }>()
  readonly #dropped = new FinalizationRegistry<string>(key => {
    if (this.#known.get(key)?.code.deref() === undefined) this.#known.delete(key)
  })

  find(subscription: SubscriptionDefinition): (KnownSubscription & { readonly code: SubscriptionProgram }) | undefined {
    const key = keyOf(subscription)
    const known = key === undefined ? undefined : this.#known.get(key)
    const code = known?.code.deref()
    return code && { code, isClean: known!.isClean }
  }

  /** Returns the code of every subscription, and compiles those that are only parsed, all at once. */
  complete(
    subscriptions: readonly (SubscriptionDefinition | undefined)[],
    found: readonly (KnownSubscription | undefined)[],
    compile: (missing: readonly ParsedSubscription[]) => readonly SubscriptionProgram[],
  ): readonly (SubscriptionProgram | undefined)[] {
    const missing = found.flatMap(one => (one && 'parsed' in one ? [one.parsed] : []))
    const compiled = missing.length > 0 ? [...compile(missing)] : []
    return found.map((one, i) => {
      if (one === undefined || 'code' in one) return one?.code
      const code = compiled.shift()!
      const key = keyOf(subscriptions[i]!)
      if (key !== undefined) {
        this.#known.set(key, { code: new WeakRef(code), isClean: one.isClean })
        this.#dropped.register(code, key)
      }
      return code
    })
  }
}

/**
 * Everything that the code of a subscription depends on, as a literal: unlike `JSON.stringify`, it tells `undefined` from
 * `null` and a `Date` from its string. Without a literal there is no key, and each check reports why.
 */
function keyOf({ action, trigger, mapping, overrides }: SubscriptionDefinition): string | undefined {
  try {
    return `${js`${[action, trigger, mapping, overrides]}`}`
  } catch {
    return undefined
  }
}
