import { codes } from '../diagnostics/index.ts'
import type { JsonDocument } from '../document/index.ts'
import type { LocatedDiagnostic } from './locatedDiagnostic.ts'

/** Reports keys that their object has twice: all values but the last are lost. */
export function reportRepeatedKeys(document: JsonDocument): LocatedDiagnostic[] {
  return document.repeatedKeys().map(({ key, at, place }): LocatedDiagnostic => {
    const { severity, label } = codes.CM115
    const message = `\`${key.slice(0, 80)}\` is in this object twice, and only the last one counts`
    return { code: 'CM115', severity, message, label, help: 'remove one of them, or rename it', at, place }
  })
}
