import type { FetchedResponse, FetchOptions } from '../../src/api/delivery.ts'
import type { Clock } from './clock.ts'

/** Behaviour of the vendor for a request, in the order of its requests; after the last one it accepts everything. */
export type Mood =
  | 'accepts'
  | 'accepts some'
  | 'accepts, and is lost'
  | 'accepts, and its body is cut off'
  | 'accepts, and its body has no end'
  | 'limits in the past'
  | 'limits for a year'
  | 'limits for 20 s'
  | 'limits'
  | 'is down'
  | 'fails'
  | 'fails, with a body cut off'
  | 'is silent'
  | 'resets'
  | 'throws'
  | 'redirects'
  | 'ends the token'
  | 'revokes the grant'

/** Behaviour of the token endpoint. */
export type TokenMood = 'gives' | 'gives, and is lost' | 'fails' | 'is silent' | 'limits'

export const secret = 'client-0123456789abcdef'
export const maxAnswerBytes = 2000
const timeout = 30

interface Item {
  readonly id: string
  readonly part: number
}

/** Items of a request. */
interface Sent {
  readonly items: readonly Item[]
  /** `id/part` of each item. */
  readonly parts: readonly string[]
  readonly isBatch: boolean
}

interface Answer {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  readonly ending?: 'cut off' | 'endless'
}

/** A vendor that notes each mistake of its caller in `mistakes`. */
export class Vendor {
  readonly mistakes: string[] = []
  readonly timeout = timeout
  /** Accepted parts, `id/part`, in order, with repeats. */
  readonly accepted: string[] = []
  /** Parts whose answer was read as a whole, so that they must not be sent again. */
  readonly settled = new Set<string>()
  readonly refused = new Set<string>()
  /** Accepted parts of which the caller cannot know it. */
  readonly unknown = new Set<string>()
  fetches = 0
  tokenFetches = 0
  isClosed: () => boolean = () => false
  moods: Mood[] = []
  tokenMoods: TokenMood[] = []
  /** Seconds that a token lives. */
  life = Number.POSITIVE_INFINITY
  #access = { token: '', until: 0 }
  #refresh = { token: 'refresh-0-0123456789abcdef', isUsed: false }
  #isRevoked = false
  #tokens = 0
  #pausedUntil = 0
  #lastToken = { at: Number.NEGATIVE_INFINITY, isGiven: false }
  #active = 0
  #activeTokens = 0
  readonly #lastSent = new Map<string, { readonly at: number; readonly isAgainAtOnce: boolean }>()
  readonly #clock: Clock
  readonly #poison: ReadonlySet<string>
  readonly #concurrency: number

  constructor(clock: Clock, poison: ReadonlySet<string>, concurrency: number) {
    this.#clock = clock
    this.#poison = poison
    this.#concurrency = concurrency
  }

  /** A person connects the account again. Returns the tokens. */
  connect(): { readonly access: string; readonly refresh: string } {
    this.#isRevoked = false
    return this.#give()
  }

  /** Nothing is on its way any more, and the next delivery knows of no pause. */
  restart(): void {
    this.#pausedUntil = 0
    this.#lastToken = { at: Number.NEGATIVE_INFINITY, isGiven: false }
    this.#lastSent.clear()
  }

  readonly fetch = (url: string, options: FetchOptions): Promise<FetchedResponse> => {
    this.fetches++
    if (options.redirect !== 'manual') this.mistakes.push('follows redirects')
    if (!url.startsWith('https://api.example.com/')) this.mistakes.push(`sends to ${url}`)
    if (this.#clock.now() < this.#pausedUntil) this.mistakes.push(`sends during a pause, at ${this.#clock.now()}`)
    if (this.isClosed()) this.mistakes.push('sends after the end')
    return url.endsWith('/token') ? this.#answerToken(options) : this.#answer(url, options)
  }

  async #answer(url: string, options: FetchOptions): Promise<FetchedResponse> {
    const { list, alone } = JSON.parse(options.body ?? '')
    const items: Item[] = list ?? [alone]
    const parts = items.map(({ id, part }) => `${id}/${part}`)
    if (++this.#active > this.#concurrency) this.mistakes.push('sends too many requests at once')
    try {
      for (const part of parts) this.#noteSent(part)
      const mood = this.moods.shift() ?? 'accepts'
      if (mood === 'throws') throw new Error(`${url} ${options.headers.authorization} ${secret}`)
      await this.#clock.sleep((this.fetches % 7) / 4, options.signal)
      const isKnown = options.headers.authorization === `Bearer ${this.#access.token}`
      if (!isKnown || this.#clock.now() >= this.#access.until) return this.#refuseToken(parts)
      if (mood === 'ends the token' || mood === 'revokes the grant') {
        this.#access.until = 0
        if (mood === 'revokes the grant') this.#isRevoked = true
        return this.#refuseToken(parts)
      }
      const answer = await this.#react(mood, { items, parts, isBatch: list !== undefined }, options)
      return this.#respond(answer)
    } finally {
      this.#active--
    }
  }

  #refuseToken(parts: readonly string[]): FetchedResponse {
    this.#allowAtOnce(parts)
    return this.#respond({ status: 401, body: `{"message":"no access: ${this.#access.token} ${secret}"}` })
  }

  async #react(mood: Mood, { items, parts, isBatch }: Sent, options: FetchOptions): Promise<Answer> {
    const date = new Date(1_800_000_000_000).toUTCString()
    const inYear = new Date(1_831_000_000_000).toUTCString()
    const message = `{"message":"${secret} ${this.#access.token}"}`
    switch (mood) {
      case 'limits in the past':
        return this.#pause({ status: 429, headers: { date, 'retry-after': 'Sun, 06 Nov 1994 08:49:37 GMT' } }, 1)
      case 'limits for a year':
        return this.#pause({ status: 429, headers: { date, 'retry-after': inYear } }, 3600)
      case 'limits for 20 s':
        return this.#pause({ status: 429, headers: { 'retry-after': '20' }, body: message }, 20)
      case 'limits':
        return this.#pause({ status: 429, body: message }, 0.1)
      case 'is down':
        return this.#pause({ status: 503 }, 0.1)
      case 'fails':
        return { status: 500, body: message }
      case 'fails, with a body cut off':
        return { status: 400, body: '{"message":"', ending: 'cut off' }
      case 'is silent':
        return this.#hold(options.signal)
      case 'resets':
        throw Object.assign(new TypeError(`fetch failed ${secret}`), { cause: { code: 'ECONNRESET' } })
      case 'redirects':
        this.#refuse(parts)
        return { status: 307, headers: { location: `https://evil.example/?key=${secret}` } }
    }
    if (items.some(({ id }) => this.#poison.has(id))) {
      const isAlone = new Set(items.map(({ id }) => id)).size === 1
      if (isAlone) this.#refuse(parts)
      else this.#allowAtOnce(parts)
      return { status: 400, body: message }
    }
    if (options.signal.aborted) this.mistakes.push('is aborted before its time')
    if (mood === 'accepts some' && items.length > 1) {
      const at = this.fetches % items.length
      const bad = new Set(parts.filter((_, place) => items[place]!.id === items[at]!.id))
      this.#refuse([...bad])
      this.#accept(parts.filter(part => !bad.has(part)))
      for (const part of parts) this.settled.add(part)
      const failed = items.flatMap(({ id }, place) => (id === items[at]!.id ? [{ at: place, why: secret }] : []))
      return { status: 207, body: JSON.stringify({ failed }) }
    }
    this.#accept(parts)
    if (mood === 'accepts, and is lost') return this.#hold(options.signal)
    // The body of a batch may name refused items.
    if (mood === 'accepts, and its body is cut off' && isBatch)
      return { status: 200, body: '{"fail', ending: 'cut off' }
    for (const part of parts) this.settled.add(part)
    if (mood === 'accepts, and its body is cut off') return { status: 200, body: '{', ending: 'cut off' }
    if (mood === 'accepts, and its body has no end') {
      if (isBatch) for (const part of parts) this.unknown.add(part)
      return { status: 200, body: ' '.repeat(500), ending: 'endless' }
    }
    return { status: 200, body: '{}' }
  }

  /** No request may begin from the moment on in which the caller has read the answer. */
  #pause(answer: Answer, seconds: number): Answer {
    this.#pausedUntil = Math.max(this.#pausedUntil, this.#clock.now() + seconds - 1e-6)
    return answer
  }

  #noteSent(part: string): void {
    const now = this.#clock.now()
    const last = this.#lastSent.get(part)
    if (this.settled.has(part)) this.mistakes.push(`sends ${part} again`)
    if (last && !last.isAgainAtOnce && now - last.at < 0.099) this.mistakes.push(`sends ${part} again at once`)
    this.#lastSent.set(part, { at: now, isAgainAtOnce: false })
  }

  #allowAtOnce(parts: readonly string[]): void {
    for (const part of parts) this.#lastSent.set(part, { at: this.#clock.now(), isAgainAtOnce: true })
  }

  #accept(parts: readonly string[]): void {
    this.accepted.push(...parts)
  }

  #refuse(parts: readonly string[]): void {
    for (const part of parts) {
      this.settled.add(part)
      this.refused.add(part)
    }
  }

  async #answerToken({ body = '', signal }: FetchOptions): Promise<FetchedResponse> {
    if (++this.#activeTokens > 1) this.mistakes.push('renews a token twice at once')
    this.tokenFetches++
    const now = this.#clock.now()
    const { at, isGiven } = this.#lastToken
    if (now - at < (isGiven ? Math.min(60, this.life) : 0.099)) this.mistakes.push('renews a token again at once')
    this.#lastToken = { at: now, isGiven: false }
    try {
      const mood = this.tokenMoods.shift() ?? 'gives'
      await this.#clock.sleep(0.5, signal)
      if (mood === 'fails') return this.#respond({ status: 500, body: secret })
      if (mood === 'limits') return this.#respond({ status: 429, headers: { 'retry-after': '20' } })
      if (mood === 'is silent') return await this.#hold(signal)
      const isKnown = body.includes(this.#refresh.token) && !this.#refresh.isUsed
      if (!isKnown || this.#isRevoked) {
        if (!this.#isRevoked && !this.#refresh.isUsed) this.mistakes.push('renews with an old refresh token')
        return this.#respond({ status: 400, body: JSON.stringify({ error: 'invalid_grant', why: body }) })
      }
      if (mood === 'gives, and is lost') {
        this.#refresh.isUsed = true
        return await this.#hold(signal)
      }
      const { access, refresh } = this.#give()
      this.#lastToken = { at: now, isGiven: true }
      const expires = Number.isFinite(this.life) ? { expires_in: this.life } : {}
      return this.#respond({ status: 200, body: JSON.stringify({ access, refresh, ...expires }) })
    } finally {
      this.#activeTokens--
    }
  }

  #give() {
    const n = ++this.#tokens
    this.#access = { token: `access-${n}-0123456789abcdef`, until: this.#clock.now() + this.life }
    this.#refresh = { token: `refresh-${n}-0123456789abcdef`, isUsed: false }
    return { access: this.#access.token, refresh: this.#refresh.token }
  }

  /** Says nothing until the caller gives up. */
  async #hold(signal: AbortSignal): Promise<never> {
    await this.#clock.sleep(10 * timeout, signal)
    throw new Error(`closed ${secret}`)
  }

  #respond({ status, headers = {}, body = '', ending }: Answer): FetchedResponse {
    const { mistakes } = this
    async function* chunks() {
      const bytes = new TextEncoder().encode(body)
      for (let read = bytes.length; ; read += bytes.length) {
        yield bytes
        if (ending === undefined) return
        if (ending === 'cut off') throw Object.assign(new TypeError(secret), { cause: { code: 'UND_ERR_SOCKET' } })
        if (read > maxAnswerBytes + bytes.length) {
          mistakes.push('reads a body without end')
          return
        }
      }
    }
    return { status, headers: Object.entries(headers), body: ReadableStream.from(chunks()) }
  }
}
