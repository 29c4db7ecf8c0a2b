import type { Rules } from '../destination/index.ts'
import type { Catalogue, Selection } from '../workspace/index.ts'
import type { Exit } from './exit.ts'
import type { Session } from './host.ts'

/** A command, with everything that its help shows. */
export interface Command {
  readonly name: string
  /** Arguments, as in usage: `<event>` is required, `[files...]` is any number. */
  readonly takes: string
  readonly summary: string
  readonly flags: readonly Flag[]
  /** Arguments that completion offers instead of files. */
  readonly offers?: (catalogue: Catalogue) => readonly string[] | Promise<readonly string[]>
  /** True for commands without mappings: they have no global flags and read no config file. */
  readonly isAlone?: boolean
  /** Command lines with their effects. */
  readonly examples: readonly (readonly [line: string, does: string])[]
  /** Loads the code of the command, which help does not need. */
  readonly load: () => Promise<Runnable>
}

interface Runnable {
  /** Runs the command with the flags that it declares. */
  run(files: readonly string[], flags: never, session: Session): Promise<Exit>
}

export interface Flag {
  /** `-d, --destination <slug>` */
  readonly flag: string
  readonly description: string
  /** All allowed values. */
  readonly choices?: readonly string[]
  /** Values that completion offers, besides which others are allowed. */
  readonly offers?: (catalogue: Catalogue) => readonly string[]
  /** Default value. */
  readonly preset?: string
  /** True for a flag that may be given several times. */
  readonly isRepeated?: true
  /**
   * Parses the flag's argument. For repeated flags, `before` is the value so far.
   *
   * @throws ExitError if it refuses the argument
   */
  readonly parse?: (text: string, before: unknown) => unknown
}

/** Flags that every command has, by the names that `run` reads. */
export interface GlobalFlags {
  readonly mappings?: string
  readonly destination?: readonly string[]
  readonly config?: string
  readonly json?: boolean
  readonly quiet?: boolean
  readonly now?: string
  readonly type?: string
  /** Levels of codes, from the config file. As a flag, only `check` has `--rule`. */
  readonly rules?: Rules
}

export interface LoadFlags extends GlobalFlags {
  readonly subscription?: string
}

/** The part of the workspace that the flags select. */
export function toSelection({ mappings, destination, subscription }: LoadFlags): Selection {
  return { paths: mappings, definitions: destination, subscription }
}
