import type { IdentityDefinition, IdentityRule } from '../../destination/index.ts'
import { type Id, keyOf, kindOf } from './id.ts'

/** A profile of the vendor. */
export interface Profile {
  /** Row in drawings. */
  readonly lane: number
  /** The ID that created it. */
  readonly first: Id
  readonly ids: Id[]
  readonly events: Set<number>
  /** True once something was tied to it. */
  isTarget: boolean
  /** True if a call set properties of it. */
  hasTraits: boolean
  /** True once another profile has taken its events. */
  isGone: boolean
}

/** Events under an ID that names no profile. */
export interface Held {
  readonly lane: number
  readonly id: Id
  /** Calls, and the second at which the vendor deletes each. */
  readonly events: Map<number, number>
}

/** A tie that ends: until when the ID follows, and whom. */
interface Follow {
  profile: Profile
  readonly until: number
  readonly rule: IdentityRule
}

/** Profiles of one vendor, the owners of IDs, and events that wait. */
export class People {
  readonly identity: IdentityDefinition
  readonly profiles: Profile[] = []
  readonly held: Held[] = []
  readonly #owners = new Map<string, Profile>()
  readonly #held = new Map<string, Held>()
  readonly #follows = new Map<string, Follow>()
  /** Rules that tied an ID to its profile. */
  readonly #tiedBy = new Map<string, IdentityRule>()
  /** IDs of profiles that were merged away. */
  readonly #merged = new Set<string>()
  #lanes = 0

  constructor(identity: IdentityDefinition) {
    this.identity = identity
  }

  /** Finds the profile that an ID names at a time. */
  find(id: Id, now: number): Profile | undefined {
    const owner = this.#owners.get(this.#key(id))
    if (owner !== undefined) return owner
    const follow = this.#follows.get(this.#key(id))
    return follow !== undefined && now < follow.until ? follow.profile : undefined
  }

  /** Finds a tie of the ID that is over. */
  findEnded(id: Id, now: number): IdentityRule | undefined {
    const follow = this.#follows.get(this.#key(id))
    return follow !== undefined && now >= follow.until ? follow.rule : undefined
  }

  /** Finds the rule that tied an ID to its profile. */
  findTie(id: Id): IdentityRule | undefined {
    return this.#tiedBy.get(this.#key(id))
  }

  create(id: Id): Profile {
    const lane = this.#lanes++
    const profile: Profile = {
      lane,
      first: id,
      ids: [],
      events: new Set(),
      isTarget: false,
      hasTraits: false,
      isGone: false,
    }
    this.profiles.push(profile)
    this.name(id, profile)
    return profile
  }

  /** Makes an ID a name of a profile, and of no other. */
  name(id: Id, profile: Profile): void {
    const key = this.#key(id)
    const before = this.#owners.get(key)
    if (before === profile) return
    if (before !== undefined)
      before.ids.splice(0, before.ids.length, ...before.ids.filter(one => this.#key(one) !== key))
    this.#owners.set(key, profile)
    this.list(id, profile)
  }

  /** Ends all names of a profile of the kind of an ID, but the ID itself. Returns the names that ended. */
  forgetOthers(id: Id, { ids }: Profile): Id[] {
    const others = ids.filter(one => one.kind === id.kind && this.#key(one) !== this.#key(id))
    for (const other of others) this.#owners.delete(this.#key(other))
    ids.splice(0, ids.length, ...ids.filter(one => !others.includes(one)))
    return others
  }

  /** Lists an ID with a profile that it does not name for ever. */
  list(id: Id, profile: Profile): void {
    if (!profile.ids.some(one => this.#key(one) === this.#key(id))) profile.ids.push(id)
  }

  /** Lets an ID name a profile until a time. */
  follow(id: Id, profile: Profile, until: number, rule: IdentityRule): void {
    this.#owners.delete(this.#key(id))
    this.#follows.set(this.#key(id), { profile, until, rule })
    this.list(id, profile)
  }

  markTie(id: Id, rule: IdentityRule): void {
    this.#tiedBy.set(this.#key(id), rule)
  }

  /** Holds an event of an ID that names no profile. */
  hold(id: Id, call: number, until: number): Held {
    const held = this.#held.get(this.#key(id)) ?? { lane: this.#lanes++, id, events: new Map() }
    if (!this.#held.has(this.#key(id))) this.held.push(held)
    this.#held.set(this.#key(id), held)
    held.events.set(call, until)
    return held
  }

  findHeld(id: Id): Held | undefined {
    return this.#held.get(this.#key(id))
  }

  /** Moves the events of a profile to another. With `keepsIds`, its IDs name the other; else they name nobody. */
  join(from: Profile, to: Profile, keepsIds: boolean): number[] {
    const moved = [...from.events]
    for (const call of moved) to.events.add(call)
    from.events.clear()
    from.isGone = true
    for (const [key, owner] of this.#owners) {
      if (owner !== from) continue
      if (keepsIds) this.#owners.set(key, to)
      else {
        this.#owners.delete(key)
        this.#merged.add(key)
      }
    }
    for (const follow of this.#follows.values()) if (follow.profile === from) follow.profile = to
    if (keepsIds) for (const id of from.ids) this.list(id, to)
    to.hasTraits ||= from.hasTraits
    return moved
  }

  /** Explains an ID that names no profile, if something is known about it. */
  explainAbsent(id: Id, profile: Profile | undefined): string | undefined {
    if (profile !== undefined) return undefined
    if (this.#merged.has(this.#key(id))) return `${id.value} is merged already`
    const isAnonymous = this.held.some(held => held.id.value === id.value)
    return isAnonymous ? `${id.value} is an anonymous ID, which names no profile` : undefined
  }

  isKnown({ ids }: Profile): boolean {
    return ids.some(({ kind }) => kindOf(kind, this.identity).known)
  }

  /** True if the profile has no room for another ID of the kind. */
  isFull(id: Id, { ids }: Profile): boolean {
    const { limit, per } = kindOf(id.kind, this.identity)
    if (limit === undefined) return false
    const others = ids.filter(one => one.kind === id.kind && this.#key(one) !== this.#key(id))
    return others.filter(({ parts }) => per === undefined || parts[0] === id.parts[0]).length >= limit
  }

  #key(id: Id): string {
    return keyOf(id, this.identity)
  }
}
