import { randomUUID } from 'node:crypto'

/** Settings of the environment. */
export function readSettings(env = process.env) {
  const number = (name, fallback) => {
    const value = Number(env[name] || fallback)
    if (!Number.isInteger(value) || value < 1) throw new Error(`${name} must be a whole number from 1`)
    return value
  }
  return {
    /** Absent: the default of the broker. */
    broker: env.BROKER_URL || undefined,
    accounts: env.ACCOUNTS || 'accounts',
    /** Absent: as the broker has it. */
    partitions: env.PARTITIONS ? number('PARTITIONS') : undefined,
    /** Events of a partition in flight. */
    batch: number('BATCH', 40),
    port: number('PORT', 8080),
    /** Seconds after which an event that its vendor neither takes nor refuses is a dead letter, while it takes others. */
    maxAge: number('MAX_AGE', 4 * 3600),
    worker: randomUUID().slice(0, 8),
  }
}

export const defaultPartitions = 8

/** Seconds until an answer of a vendor counts as absent. With the rest of a batch, a stop takes less than 20 s. */
export const answerTimeout = 10

/** Seconds that a delivery goes on without a note of its progress. */
export const roundSeconds = 10

/** Seconds that a partition waits for one account, before the account counts as slow. */
export const longestPatience = 2

export const eventDays = 7
export const deadLetterDays = 30
