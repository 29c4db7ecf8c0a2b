import { performance } from 'node:perf_hooks'
import type { TokenResult } from '../engine/index.ts'
import { visible } from '../render/index.ts'
import type { Outcomes } from '../response/index.ts'
import { printCount } from '../text/index.ts'
import type { Terminal } from './terminal.ts'

/** Seconds between two lines that tell why a delivery waits. */
const interval = 5

/**
 * Tells on stderr how a delivery goes: in a line that is rewritten on a terminal, else in lines that tell why it waits, at
 * once and then from time to time.
 */
export class DeliveryNotes {
  readonly #terminal: Terminal
  readonly #isSilent: boolean
  #answers = 0
  #nextAt = Number.NEGATIVE_INFINITY

  constructor(terminal: Terminal, { json = false }: { readonly json?: boolean }) {
    this.#terminal = terminal
    this.#isSilent = json && !terminal.watched
  }

  noteAnswer(name: string, { outcomes }: Outcomes): void {
    this.#answers++
    const waiting = outcomes.find(one => one.outcome === 'retry' && !one.split)
    this.#note(name, waiting?.outcome === 'retry' ? waiting : undefined)
  }

  noteTokens(name: string, result: TokenResult): void {
    this.#note(`${name}, for tokens,`, result.outcome === 'retry' ? result : undefined)
  }

  /** Clears the line of a terminal. */
  end(): void {
    if (this.#terminal.watched) this.#terminal.note('\r\u001b[K')
  }

  #note(name: string, waiting: { readonly after?: number; readonly message: string } | undefined): void {
    const { watched, note } = this.#terminal
    const after = waiting?.after === undefined ? '' : ` ${Math.ceil(waiting.after)} s`
    const reason = waiting && `${name} waits${after}: ${waiting.message}`
    if (watched) {
      const count = printCount(this.#answers, 'answer', 'answers')
      note(`\r${count}${reason ? `; ${visible(reason).slice(0, 60)}` : ''}\u001b[K`)
    } else if (reason && !this.#isSilent && performance.now() / 1000 >= this.#nextAt) {
      this.#nextAt = performance.now() / 1000 + interval
      note(`${visible(reason)}\n`)
    }
  }
}
