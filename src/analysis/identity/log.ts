import type { Journey, JourneyMark, JourneyReason, JourneyTie } from './outcome.ts'

/** Everything that happens in a journey, in order. */
export class Log {
  readonly ties: JourneyTie[] = []
  readonly notTied: JourneyReason[] = []
  readonly lost: JourneyReason[] = []
  readonly warnings: Journey['warnings'][number][] = []
  readonly uncertain: Journey['uncertain'][number][] = []
  readonly marks: JourneyMark[] = []
  /** IDs that took the place of others. */
  readonly replaced: { readonly call: number; readonly was: string; readonly by: string }[] = []
  /** Calls with a tie that came too late: its ID was not anonymous any more. */
  readonly late = new Set<number>()

  tie(tie: JourneyTie): void {
    this.ties.push(tie)
  }

  refuse(call: number, because: string, isLate = false): void {
    if (isLate) this.late.add(call)
    if (!this.notTied.some(one => one.call === call && one.because === because)) this.notTied.push({ call, because })
  }

  lose(call: number, because: string): void {
    if (!this.lost.some(one => one.call === call)) this.lost.push({ call, because })
  }

  warn(call: number, message: string): void {
    this.warnings.push({ call, message })
  }

  doubt(call: number, fact: string): void {
    if (!this.uncertain.some(one => one.fact === fact)) this.uncertain.push({ call, fact })
  }

  mark(mark: JourneyMark): void {
    this.marks.push(mark)
  }
}
