import type { ReadAnswer } from './answer.ts'

/** Outcomes that a rule may name. `split`: in smaller parts; an action alone is rejected. */
export type Decision = 'delivered' | 'retry' | 'split' | 'rejected' | 'unauthorized'

/** Decides by the status alone. Redirects are never followed. */
export function decideByStatus({ status }: ReadAnswer): Decision {
  if (status >= 200 && status < 300) return 'delivered'
  if (status === 401 || status === 403) return 'unauthorized'
  if (status === 0 || status === 408 || status === 425 || status === 429) return 'retry'
  if (status >= 500) return status === 501 || status === 505 ? 'rejected' : 'retry'
  return status >= 400 ? 'split' : 'rejected'
}

/** True if nothing else of the account is to be sent for now. */
export function pausesByStatus({ status }: ReadAnswer): boolean {
  return status === 429 || status === 503
}
