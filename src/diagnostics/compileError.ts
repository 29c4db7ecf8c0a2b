import type { Diagnostic } from './diagnostic.ts'

/** Thrown for a definition that does not compile. `diagnostics` has the first 100 mistakes; the message has ten of them, with help. */
export class CompileError extends Error {
  override readonly name = 'CompileError'
  readonly diagnostics: readonly Diagnostic[]

  /** `unlisted` counts the mistakes that are not in the list. */
  constructor(diagnostics: readonly Diagnostic[], unlisted = 0) {
    super(summarize(diagnostics, unlisted))
    this.diagnostics = diagnostics
  }
}

function summarize(diagnostics: readonly Diagnostic[], unlisted: number): string {
  const lines = diagnostics.slice(0, 10).map(({ code, at, message, help }) => {
    return `  ${code} ${at || '/'}: ${message}${help === undefined ? '' : ` (${help})`}`
  })
  const count = diagnostics.length + unlisted
  const more = count > 10 ? [`  … and ${count - 10} more`] : []
  return [count === 1 ? '1 mistake' : `${count} mistakes`, ...lines, ...more].join('\n')
}
