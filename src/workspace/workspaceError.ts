import type { LocatedDiagnostic } from './locatedDiagnostic.ts'

/** What a command ends with. The numbers are a contract with scripts; `docs/cli.md` lists them. */
export const exit = {
  fine: 0,
  /** The command worked and its answer is no: events with errors. */
  no: 1,
  usage: 2,
  definition: 3,
  input: 4,
  bug: 70,
  interrupted: 130,
} as const

export type Exit = (typeof exit)[keyof typeof exit]

/** Ends a command, with what the person who called it has to know. */
export class Stop extends Error {
  override readonly name = 'Stop'
  readonly exit: Exit
  readonly problems: readonly LocatedDiagnostic[]

  constructor(exit: Exit, ...problems: readonly LocatedDiagnostic[]) {
    super(problems.map(({ message }) => message).join('\n'))
    this.exit = exit
    this.problems = problems
  }
}
