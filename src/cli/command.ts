import type { Rules } from '../destination/index.ts'
import type { Catalogue, Selection } from '../workspace/index.ts'
import type { Exit } from './exit.ts'
import type { Session } from './host.ts'

/** One command of the command line, with everything that its help says. */
export interface Command<F extends GlobalFlags = GlobalFlags> {
  readonly flags: readonly Flag[]
  /** What completion offers for its arguments, in place of files. */
  readonly offers?: (catalogue: Catalogue) => readonly string[]
  /** Whether it is about callmap itself: it has none of the flags about mappings, and reads no config file. */
  readonly isAlone?: boolean
  /** Command lines, each with what it does. */
  readonly examples: readonly (readonly [line: string, does: string])[]
  run(files: readonly string[], flags: F, session: Session): Promise<Exit>
}

export interface Flag {
  /** `-d, --destination <slug>` */
  readonly flag: string
  readonly description: string
  /** All that its value may be. */
  readonly choices?: readonly string[]
  /** What completion offers for its value, where other values are possible too. */
  readonly offers?: (catalogue: Catalogue) => readonly string[]
  /** The value where the flag is not given. */
  readonly preset?: string
  /** Of a text to the flag's value; given again, it is called with the value so far. @throws ExitError for a string that it refuses. */
  readonly parse?: (text: string, before: unknown) => unknown
}

/** The flags that every command has, by the names under which `run` gets them. */
export interface GlobalFlags {
  readonly mappings?: string
  readonly destination?: readonly string[]
  readonly config?: string
  readonly json?: boolean
  readonly quiet?: boolean
  readonly now?: string
  readonly type?: string
  /** The levels of codes, which a config file gives; of flags, `check` alone has one for them. */
  readonly rules?: Rules
}

export interface LoadFlags extends GlobalFlags {
  readonly subscription?: string
}

/** The part of the workspace that the flags name. */
export function toSelection({ mappings, destination, subscription }: LoadFlags): Selection {
  return { paths: mappings, definitions: destination, subscription }
}
