import type { IdentityRule, IdentityTest } from '../../destination/index.ts'
import { describeDuration, parseDuration } from './duration.ts'
import { type Id, kindOf } from './id.ts'
import type { Item } from './items.ts'
import { Log } from './log.ts'
import type { People, Profile } from './people.ts'
import { describeMerge } from './warnings.ts'

/** Plays the items of one call after the other. */
export class Player {
  readonly log = new Log()
  readonly #people: People
  #call = 0
  #now = 0
  /** IDs of the call that a tie or a merge connects, done or refused. */
  readonly #paired = new Set<string>()

  constructor(people: People) {
    this.#people = people
  }

  begin(call: number, now: number): void {
    this.#call = call
    this.#now = now
    this.#paired.clear()
  }

  /** True if a tie or a merge of the call is about an ID, done or refused. */
  hasTried(value: string): boolean {
    return this.#paired.has(value)
  }

  play({ rules }: Item): void {
    let isPlaced = false
    for (const { rule, placing, pair } of rules) {
      if (placing !== undefined && !isPlaced) {
        this.#place(rule, placing)
        isPlaced = true
      }
      if (pair === undefined) continue
      for (const { parts } of pair) this.#paired.add(parts.at(-1)!)
      if (rule.tie !== undefined) this.#tie(rule, ...pair)
      else this.#merge(rule, ...pair)
    }
  }

  #place(rule: IdentityRule, id: Id): void {
    const { log } = this
    const call = this.#call
    const found = this.#people.find(id, this.#now)
    const ended = this.#people.findEnded(id, this.#now)
    if (ended?.uncertain !== undefined) log.doubt(call, ended.uncertain)
    const { waits } = kindOf(id.kind, this.#people.identity)
    if (found === undefined && waits !== undefined) {
      if (rule.event === undefined) return
      const held = this.#people.hold(id, call, this.#now + parseDuration(waits)!)
      log.mark({ call, lane: held.lane, does: 'waits' })
      if (ended?.later !== undefined) {
        log.refuse(call, `${id.value} no longer follows: the ${describeDuration(ended.later)} after its tie are over`)
      }
      return
    }
    if (found === undefined && rule.creates === false) {
      if (rule.event !== undefined) log.lose(call, rule.else ?? `${id.value} has no profile, and the item creates none`)
      return
    }
    const profile = found ?? this.#create(id)
    const fact = found === undefined ? rule.uncertain : this.#people.findTie(id)?.uncertain
    if (fact !== undefined) log.doubt(call, fact)
    if (rule.event !== undefined) profile.events.add(call)
    else profile.hasTraits = true
    log.mark({ call, lane: profile.lane, does: rule.event === undefined ? 'updates' : 'event' })
  }

  #create(id: Id): Profile {
    const profile = this.#people.create(id)
    this.log.mark({ call: this.#call, lane: profile.lane, does: 'creates' })
    return profile
  }

  #tie(rule: IdentityRule, tie: Id, to: Id): void {
    const people = this.#people
    const { waits } = kindOf(tie.kind, people.identity)
    const source = people.find(tie, this.#now)
    const target = people.find(to, this.#now)
    if (waits === undefined && source !== undefined && source === target) return
    if (!this.#passes(rule, { tie, to })) return
    // Two profiles, or one that keeps an ID of the kind it would get.
    if (rule.joins === false && source !== undefined && (target !== undefined || people.isFull(to, source))) {
      if (rule.else !== undefined) this.#refuse(rule, rule.else)
      return
    }
    if (target !== undefined && !rule.replaces && people.isFull(tie, target)) {
      this.#refuse(rule, `${to.value} has another ${tie.kind.replaceAll('_', ' ')} already`)
      return
    }
    if (rule.joins === false && target === undefined && source !== undefined) {
      people.name(to, source)
      return
    }
    const profile = target ?? this.#create(to)
    if (waits !== undefined) this.#claim(rule, tie, to, profile)
    else this.#join(rule, tie, to, profile, source)
    if (rule.earlier !== 'stay') profile.isTarget = true
  }

  /** Gives the events that wait under an ID to a profile. */
  #claim(rule: IdentityRule, tie: Id, to: Id, profile: Profile): void {
    const people = this.#people
    const held = people.findHeld(tie)
    const moves = [...(held?.events ?? [])].flatMap(([call, until]) => (until >= this.#now ? [call] : []))
    for (const call of moves) {
      profile.events.add(call)
      held!.events.delete(call)
    }
    const before = people.find(tie, this.#now)
    const isAgain = before !== undefined || people.findEnded(tie, this.#now) !== undefined
    people.follow(tie, profile, this.#now + this.#later(rule), rule)
    if (isAgain && rule.again !== undefined) this.log.doubt(this.#call, rule.again)
    if (before === profile && moves.length === 0) return
    this.#report(rule, tie, to, moves, profile)
    if (held) this.log.mark({ call: this.#call, lane: held.lane, does: 'ends', into: profile.lane })
  }

  #join(rule: IdentityRule, tie: Id, to: Id, profile: Profile, source: Profile | undefined): void {
    const people = this.#people
    // A new identifier of the profile, or a tie that is repeated after its end, changes no event.
    const isKnown = rule.joins === false || tie.value === to.value || people.findEnded(tie, this.#now) !== undefined
    const isSilent = source === undefined && isKnown
    let moves: readonly number[] = []
    if (source !== undefined && rule.earlier !== 'stay') {
      this.#warn(rule, source, profile, tie, to)
      if (rule.traits === 'lost') source.hasTraits = false
      moves = people.join(source, profile, true)
      this.log.mark({ call: this.#call, lane: source.lane, does: 'ends', into: profile.lane })
    }
    const ended = rule.replaces ? people.forgetOthers(tie, profile) : []
    for (const { value } of ended) this.log.replaced.push({ call: this.#call, was: value, by: tie.value })
    people.name(tie, profile)
    if (rule.later !== undefined) people.follow(tie, profile, this.#now + this.#later(rule), rule)
    people.markTie(tie, rule)
    if (isSilent) return
    if (rule.uncertain !== undefined && moves.length > 0) this.log.doubt(this.#call, rule.uncertain)
    this.#report(rule, tie, to, moves, profile)
  }

  #merge(rule: IdentityRule, merge: Id, into: Id): void {
    const people = this.#people
    const source = people.find(merge, this.#now)
    const target = people.find(into, this.#now)
    if (source !== undefined && source === target) {
      this.#refuse(rule, `${merge.value} and ${into.value} are one profile already`)
      return
    }
    if (!this.#passes(rule, { merge, into })) return
    const profile = target ?? this.#create(into)
    if (source === undefined) return
    this.#warn(rule, source, profile, merge, into)
    const moves = people.join(source, profile, false)
    this.log.mark({ call: this.#call, lane: source.lane, does: 'ends', into: profile.lane })
    profile.isTarget = true
    this.#report(rule, merge, into, moves, profile)
  }

  #passes(rule: IdentityRule, ids: { readonly [of in IdentityTest['of']]?: Id }): boolean {
    for (const test of rule.if ?? []) {
      const id = ids[test.of]!
      const profile = this.#people.find(id, this.#now)
      if (this.#isTrue(test, id, profile)) continue
      const reason = this.#people.explainAbsent(id, profile) ?? test.else
      if (test.else !== undefined) this.#refuse(rule, reason!, test.is === 'anonymous')
      return false
    }
    return true
  }

  #isTrue({ is }: IdentityTest, { value }: Id, profile: Profile | undefined): boolean {
    if (is === 'uuid4') return uuid4.test(value)
    if (is === 'exists') return profile !== undefined
    return profile === undefined || !(this.#people.isKnown(profile) || profile.isTarget)
  }

  #refuse(rule: IdentityRule, because: string, isKnown = false): void {
    this.log.refuse(this.#call, because, isKnown)
    if (rule.uncertain !== undefined) this.log.doubt(this.#call, rule.uncertain)
  }

  #warn(rule: IdentityRule, source: Profile, target: Profile, from: Id, to: Id): void {
    const people = this.#people
    if (people.isKnown(source) && people.isKnown(target)) {
      this.log.warn(this.#call, describeMerge(from.value, to.value, rule.reversible ?? false))
    } else if (rule.traits === 'lost' && source.hasTraits) {
      this.log.warn(this.#call, `the properties of ${from.value} are lost when it joins ${to.value}`)
    }
  }

  #later({ later }: IdentityRule): number {
    return (later === undefined ? undefined : parseDuration(later)) ?? Number.POSITIVE_INFINITY
  }

  #report(rule: IdentityRule, from: Id, to: Id, moves: readonly number[], { lane }: Profile): void {
    const call = this.#call
    const because = rule.because ?? 'one item has both IDs'
    const later = rule.merge === undefined ? (rule.later ?? true) : false
    this.log.tie({
      call,
      from: from.value,
      to: to.value,
      because,
      moves,
      later,
      isReversible: rule.reversible ?? false,
    })
    this.log.mark({ call, lane, does: 'ties' })
  }
}

const uuid4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i
