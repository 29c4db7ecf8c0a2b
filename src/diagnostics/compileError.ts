import type { Diagnostic } from './diagnostic.ts'

/** What cannot be compiled, with every mistake that was found in `diagnostics`. The message has the first ten, each with its way out. */
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
