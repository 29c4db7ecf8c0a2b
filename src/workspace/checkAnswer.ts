import { isObject, type Json, type Pointer } from '../value/index.ts'

/** Finds the mistake in an answer that a user wrote: its place, and the expected value. */
export function checkAnswer(answer: Json | undefined): { at: Pointer; expected: string } | undefined {
  if (!isObject(answer)) return { at: '', expected: 'an object { status, headers, body }' }
  const { status, error } = answer
  if (Number.isInteger(status)) return undefined
  if ((status === undefined || status === null) && typeof error === 'string') return undefined
  return { at: '/status', expected: 'a `status` that is a number, or an `error` in its place' }
}
