import { randomUUID } from 'node:crypto'

/** Settings of the environment. */
export function readSettings(env = process.env) {
  const number = (name, fallback) => {
    const value = Number(env[name] || fallback)
    if (!Number.isInteger(value) || value < 1) throw new Error(`${name} must be a whole number from 1`)
    return value
  }
  return {
    broker: env.BROKER_URL || 'nats://127.0.0.1:4222',
    accounts: env.ACCOUNTS || 'accounts',
    /** Absent: as the broker has it. */
    partitions: env.PARTITIONS ? number('PARTITIONS') : undefined,
    /** Events of a partition in flight. */
    batch: number('BATCH', 40),
    port: number('PORT', 8080),
    worker: randomUUID().slice(0, 8),
  }
}

export const defaultPartitions = 8

/** Seconds that a partition belongs to a worker without a renewal. */
export const leaseSeconds = 4

/** Seconds until an answer of a vendor counts as absent. With the rest of a batch, a stop takes less than 20 s. */
export const answerTimeout = 10

/** Seconds that a delivery goes on without a note of its progress. */
export const roundSeconds = 10

/** Seconds that a partition waits for one account, before it holds the account's events. */
export const longestPatience = 2

/** Deliveries of held events at the same time. */
export const drains = 64

const day = 24 * 3600 * 1000
export const eventDays = 7 * day
export const deadLetterDays = 30 * day
