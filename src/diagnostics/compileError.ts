import type { Diagnostic } from './diagnostic.ts'

/** Thrown for a definition that does not compile. `diagnostics` has all mistakes; the message has the first ten, with help. */
export class CompileError extends Error {
  override readonly name = 'CompileError'
  readonly diagnostics: readonly Diagnostic[]

  constructor(diagnostics: readonly Diagnostic[]) {
    super(summarize(diagnostics))
    this.diagnostics = diagnostics
  }
}

function summarize(diagnostics: readonly Diagnostic[]): string {
  const lines = diagnostics.slice(0, 10).map(({ code, at, message, help }) => {
    return `  ${code} ${at || '/'}: ${message}${help === undefined ? '' : ` (${help})`}`
  })
  const more = diagnostics.length > 10 ? [`  … and ${diagnostics.length - 10} more`] : []
  const count = diagnostics.length === 1 ? '1 mistake' : `${diagnostics.length} mistakes`
  return [`${count}`, ...lines, ...more].join('\n')
}
