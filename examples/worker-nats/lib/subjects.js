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

/** ID that keeps the events of one person in one partition. As for `normalize`, a number is the same as its string. */
export function personIn(event) {
  for (const id of [event.userId, event.anonymousId, event.groupId]) {
    const text = typeof id === 'number' ? String(id) : id
    if (typeof text === 'string' && text.trim() !== '') return text
  }
  return ''
}

export function choosePartition(event, partitions) {
  return createHash('sha256').update(personIn(event)).digest().readUInt32BE(0) % partitions
}

export const eventsSubject = partition => `events.${partition}`
export const heldSubject = (account, partition) => `held.${toToken(account)}.${partition}`
export const deadLetterSubject = account => `deadLetters.${toToken(account)}`
