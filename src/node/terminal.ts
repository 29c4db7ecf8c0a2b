import { once } from 'node:events'
import process from 'node:process'
import { createStyle, type Style } from '../render/index.ts'

/** Where a command writes: its answer to stdout, everything else to stderr. */
export interface Terminal {
  /** Colours for stdout. */
  readonly style: Style
  /** Colours for stderr. */
  readonly errorStyle: Style
  /** Whether somebody watches stderr, so that a line on it may be rewritten. */
  readonly watched: boolean
  /** Waits until stdout takes more, which is what bounds the memory of a stream. */
  print(text: string): Promise<void>
  /** For people, not shown with `--quiet`. */
  note(text: string): void
  error(text: string): void
}

export function openTerminal(quiet: boolean): Terminal {
  const { stdout, stderr } = process
  return {
    style: styleOf(stdout),
    errorStyle: styleOf(stderr),
    watched: stderr.isTTY === true && !quiet,
    async print(text) {
      if (text !== '' && !stdout.write(text)) await once(stdout, 'drain')
    },
    note(text) {
      if (!quiet) stderr.write(text)
    },
    error(text) {
      stderr.write(text)
    },
  }
}

/** The package decides for stdout alone, and colours whatever runs in CI: the decision is made here. */
export function styleOf(stream: NodeJS.WriteStream): Style {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env
  const refused = Boolean(NO_COLOR) || process.argv.includes('--no-color') || FORCE_COLOR === '0'
  return createStyle(!refused && (Boolean(FORCE_COLOR) || (stream.isTTY === true && TERM !== 'dumb')))
}
