import { createHash } from 'node:crypto'

/** Writes a name as one token of a subject, which is also a part of a key. */
export function toToken(name) {
  return name.replace(/[^\w-]/gu, char =>
    [...Buffer.from(char)].map(byte => `=${byte.toString(16).padStart(2, '0')}`).join(''),
  )
}

export function fromToken(token) {
  return decodeURIComponent(token.replaceAll('=', '%'))
}

export function choosePartition(person, partitions) {
  return createHash('sha256').update(person).digest().readUInt32BE(0) % partitions
}

export const eventsSubject = partition => `events.${partition}`
export const heldSubject = (account, partition) => `held.${toToken(account)}.${partition}`
export const deadLetterSubject = account => `deadLetters.${toToken(account)}`
