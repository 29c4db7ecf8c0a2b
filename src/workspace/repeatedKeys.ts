import { codes, mostListed, noteUnlisted } from '../diagnostics/index.ts'
import type { JsonDocument } from '../document/index.ts'
import type { LocatedDiagnostic } from './locatedDiagnostic.ts'

/** Reports the first keys that their object has twice: all values but the last are lost. */
export function reportRepeatedKeys(document: JsonDocument): LocatedDiagnostic[] {
  const repeated = document.repeatedKeys()
  const unlisted = repeated.length - mostListed
  return repeated.slice(0, mostListed).map(({ key, at, place }, i): LocatedDiagnostic => {
    const { severity, label } = codes.CM115
    const note = unlisted > 0 && i === mostListed - 1 ? noteUnlisted(unlisted, 'mistakes') : undefined
    const message = `\`${key.slice(0, 80)}\` is in this object twice, and only the last one counts`
    return { code: 'CM115', severity, message, label, note, help: 'remove one of them, or rename it', at, place }
  })
}
