import type { Verdict } from '../engine/index.ts'

/** Describes a verdict in the words of all commands: would send, not matched, skipped, failed. */
export function verdictText({ verdict, action, reason }: Pick<Verdict, 'verdict' | 'action' | 'reason'>): string {
  if (verdict === 'sent') return `would send ${action}`
  return `${verdictWord(verdict)}: ${reason}`
}

export function verdictWord(verdict: Verdict['verdict']): 'sent' | 'not matched' | 'skipped' | 'failed' {
  if (verdict === 'sent') return 'sent'
  if (verdict === 'unmatched') return 'not matched'
  return verdict === 'invalid' || verdict === 'failed' ? 'failed' : 'skipped'
}
