import type { Writable } from 'node:stream'
import { createStyle, type Style, visible } from '../render/index.ts'
import type { Environment } from './secrets.ts'

/** A stream that may be a terminal. */
export type OutputStream = Writable & { readonly isTTY?: boolean }

/** Output of a command: results on stdout, everything else on stderr. */
export interface Terminal {
  /** Colours for stdout. */
  readonly style: Style
  /** Colours for stderr. */
  readonly errorStyle: Style
  /** True if stderr is a terminal, so that a progress line can be rewritten. */
  readonly watched: boolean
  /**
   * Writes to stdout and waits until it is written, which bounds the memory of a stream and keeps the order with stderr. Never
   * ends if the stream fails, which its owner handles.
   */
  print(text: string): Promise<void>
  /** Writes a note to stderr, unless `--quiet` is set. */
  note(text: string): void
  error(text: string): void
}

export interface TerminalOptions {
  readonly stdout: OutputStream
  readonly stderr: OutputStream
  readonly env: Environment
  readonly isQuiet: boolean
  /** Set by `--no-color`. */
  readonly isPlain: boolean
}

export function openTerminal({ stdout, stderr, env, isQuiet, isPlain }: TerminalOptions): Terminal {
  return {
    style: chooseStyle(stdout, env, isPlain),
    errorStyle: chooseStyle(stderr, env, isPlain),
    watched: stderr.isTTY === true && !isQuiet,
    print: text =>
      new Promise(resolve => {
        if (text === '') resolve()
        else stdout.write(stdout.isTTY ? harmless(text) : text, error => error || resolve())
      }),
    note(text) {
      if (!isQuiet) stderr.write(harmless(text))
    },
    error(text) {
      stderr.write(harmless(text))
    },
  }
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what callmap itself writes
const ownSigns = /(\u001b\[(?:K|(?:[0-4]|2[2-4]|[349]\d)m))/

/**
 * Makes output safe for a terminal, though it may contain the name of a file, or JSON with characters of an event: only
 * colours, and signs that rewrite a progress line, stay. JSON keeps its meaning.
 */
function harmless(output: string): string {
  const start = output.startsWith('\r') ? '\r' : ''
  const parts = output.slice(start.length).split(ownSigns)
  return start + parts.map((part, i) => (i % 2 === 1 ? part : visible(part))).join('')
}

/** Decides about colours here, because the package looks at stdout only and always colours in CI. */
export function chooseStyle(
  stream: OutputStream,
  { NO_COLOR, FORCE_COLOR, TERM }: Environment,
  isPlain: boolean,
): Style {
  const refused = Boolean(NO_COLOR) || isPlain || FORCE_COLOR === '0'
  return createStyle(!refused && (Boolean(FORCE_COLOR) || (stream.isTTY === true && TERM !== 'dumb')))
}
