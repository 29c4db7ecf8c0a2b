import type { Verdict } from '../engine/index.ts'

/** What one subscription would make of an event, in the words that all commands have for it. */
export function verdictText({ verdict, action, reason }: Pick<Verdict, 'verdict' | 'action' | 'reason'>): string {
  if (verdict === 'sent') return `would send ${action}`
  return `${verdictWord(verdict)}: ${reason}`
}

export function verdictWord(verdict: Verdict['verdict']): 'sent' | 'not matched' | 'skipped' | 'failed' {
  if (verdict === 'sent') return 'sent'
  if (verdict === 'unmatched') return 'not matched'
  return verdict === 'invalid' || verdict === 'failed' ? 'failed' : 'skipped'
}
