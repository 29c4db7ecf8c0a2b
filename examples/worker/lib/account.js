import { createLimiter, platform } from 'callmap/delivery'
import { loadMappings } from 'callmap/workspace'
import { countAnswer } from './metrics.js'
import { definitionFile, findProgram, readDefinition } from './programs.js'
import { longestPatience } from './settings.js'

/** Seconds. A pause without a time is short, and one of a year is a mistake. */
const [shortestPause, longestPause] = [1, 3600]
const shortestPatience = 0.05

/** One account: its destination, and the state that all its deliveries share. */
export class Account {
  name
  /** Absent while there is no file, or one with mistakes. Its events are held. */
  destination
  /** Also set if the definition has mistakes. */
  definitionFile
  tokens
  limiter
  /** Time at which the vendor last took an action. */
  acceptedAt = Number.NEGATIVE_INFINITY
  /** Resolves the waiting of held events, when there is a reason to try again. */
  #changed = withResolvers()
  #share = 1
  #pausedUntil = 0
  #patience = longestPatience

  constructor(name, tokens) {
    this.name = name
    this.tokens = tokens
  }

  /**
   * Compiles a mappings file.
   *
   * @throws CompileError with every mistake
   */
  load(text, folder, secrets) {
    this.destination = undefined
    const { definition, ...settings } = loadMappings(text, {
      secrets,
      definitions: name => {
        this.definitionFile = definitionFile(name, folder)
        return this.definitionFile && readDefinition(this.definitionFile)
      },
    })
    const destination = findProgram(definition).account(settings)
    this.destination = {
      ...destination,
      outcomes: (request, answer) => this.#read(destination, request, answer),
    }
    this.#limit()
    this.wake()
  }

  unload() {
    this.destination = undefined
    this.wake()
  }

  /** Sets the part of the rates that this worker may use. */
  set share(share) {
    if (share === this.#share) return
    this.#share = share
    if (this.destination) this.#limit()
  }

  /** True if nothing can be sent soon. */
  get isWaiting() {
    return !this.destination || this.pauseLeft > this.#patience
  }

  /** Seconds until the vendor takes requests again. */
  get pauseLeft() {
    return Math.max(0, this.#pausedUntil - platform.now())
  }

  /** Seconds that a partition waits for this account. A slow one has less. */
  get patience() {
    return this.#patience
  }

  noteInTime(isInTime) {
    const next = isInTime ? this.#patience * 2 : this.#patience / 2
    this.#patience = Math.min(longestPatience, Math.max(shortestPatience, next))
  }

  /** Resolves when the account changes. */
  get changed() {
    return this.#changed.promise
  }

  wake() {
    this.#changed.resolve()
    this.#changed = withResolvers()
  }

  #read(destination, request, answer) {
    const result = destination.outcomes(request, answer)
    countAnswer(request.destination, answer.status)
    if (result.outcomes.some(({ outcome }) => outcome === 'delivered')) this.acceptedAt = platform.now()
    if (result.pause) {
      const after = Math.max(...result.outcomes.map(({ after = shortestPause }) => after))
      this.#pausedUntil = platform.now() + Math.min(longestPause, Math.max(shortestPause, after))
    }
    return result
  }

  #limit() {
    const rates = createLimiter(this.destination.rates, platform.now, this.#share)
    this.limiter = {
      ...rates,
      // A delivery knows only the pauses of its own answers.
      delay: (request, actions) => Math.max(this.pauseLeft, rates.delay(request, actions)),
    }
  }
}

function withResolvers() {
  let resolve
  const promise = new Promise(done => {
    resolve = done
  })
  return { promise, resolve }
}
