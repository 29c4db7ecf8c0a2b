/** The interface between the shared worker and the file of a broker. README.md explains how to write one. */

import type { Destination, JsonObject, Tokens } from 'callmap'

/** Waits until the broker answers, and creates the streams or topics that it lacks. */
export type OpenBroker = (settings: Settings) => Promise<Broker>

/** Settings of the environment. */
export interface Settings {
  /** `BROKER_URL`; absent: the broker's own default. */
  readonly broker?: string
  /** `PARTITIONS`; absent: as the broker has it. */
  readonly partitions?: number
  /** Events of a partition in flight. */
  readonly batch: number
  /** Seconds after which an event that its vendor neither takes nor refuses is a dead letter. */
  readonly maxAge: number
  /** Name of this process. */
  readonly worker: string
}

export interface Broker {
  /** Number of partitions. */
  readonly partitions: number
  /** False while the broker does not answer. */
  readonly isConnected: boolean
  /**
   * Resolves when the broker has the event, in the partition of its `person`. Rejects if it may not have it: the event is
   * tried again with the same `id`. `isTooLarge` of the error ends the attempts.
   */
  publish(event: PublishedEvent): Promise<void>
  /** Resolves when the broker has the dead letter. `isTooLarge` of an error: it is written again without its payload. */
  writeDeadLetter(letter: WrittenLetter): Promise<void>
  /** Dead letters in the order of their arrival, each once; with `follow`, also those to come. */
  readDeadLetters(options: { follow: boolean }): AsyncIterable<ReadLetter>
  readonly tokens: TokenRecords
  /** Reads events, and settles each for all accounts with `runRound`. */
  createPartitions(accounts: Accounts, settings: Settings): Partitions
  close(): Promise<void>
}

export interface PublishedEvent {
  /** The same for repeats of an event. */
  readonly id: string
  /** ID of the person, or an empty string. The calls of one person stay in order. */
  readonly person: string
  /** Absent: for all accounts. */
  readonly account?: string
  /** The event as JSON. */
  readonly bytes: Uint8Array
}

export interface WrittenLetter {
  /** The same for repeats of a dead letter. */
  readonly id: string
  readonly account: string
  readonly subscription: string
  /** The dead letter as JSON. */
  readonly text: string
}

export interface ReadLetter {
  readonly letter: { readonly account: string; readonly event: JsonObject | null }
  remove(): Promise<void>
}

/** Identifies one version of an account's tokens. */
type Revision = number | string

/** Tokens of accounts. */
export interface TokenRecords {
  /** The last tokens; without any, `{ tokens: {}, revision: 0 }`. */
  read(account: string): Promise<{ tokens: Tokens; revision: Revision }>
  /** Stores tokens if the last revision is still this one. Resolves to false if it is not. */
  replace(account: string, tokens: Tokens, revision: Revision): Promise<boolean>
  /** Stores tokens in any case. */
  put(account: string, tokens: Tokens): Promise<void>
  /** Takes the right to refresh the tokens of an account. Undefined or rejected if another worker has it. */
  lock(account: string): Promise<{ readonly isHeld: boolean; release(): Promise<void> } | undefined>
  /** A word about the refresh in progress, which survives a kill. */
  readNote(account: string): Promise<string | undefined>
  writeNote(account: string, note: string): Promise<void>
}

export interface Partitions {
  start(): void
  /** Settles what is on its way, and gives the partitions to other workers. */
  stop(): Promise<void>
  /** True if the worker has lately seen which partitions it has. */
  readonly isKnown: boolean
  /** Partitions of this worker: events that it has not read yet, and accounts that wait. */
  readonly all: readonly { readonly lag: number; readonly lanes: number }[]
}

/** Accounts of the folder of mappings files: `lib/accounts.js`. */
export interface Accounts {
  readonly all: readonly Account[]
  /** True if an account has a file. */
  has(name: string): boolean
  /** An account, also without a file. */
  find(name: string): Account
  /** Part of the rates of all accounts that this worker may use: its partitions, of all partitions. */
  share: number
}

/** One account: `lib/account.js`. */
export interface Account {
  readonly name: string
  /** Absent while there is no file, or one with mistakes. */
  readonly destination?: Destination
  /** True if nothing can be sent soon. */
  readonly isWaiting: boolean
  /** Seconds until the vendor takes requests again. */
  readonly pauseLeft: number
  /** Resolves when the account changes. */
  readonly changed: Promise<void>
}
