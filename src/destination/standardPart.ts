import type { DiagnosticBag } from '../diagnostics/index.ts'
import { suggest } from '../text/index.ts'
import { type Json, own, type Pointer } from '../value/index.ts'
import { standard } from './standard/index.ts'

/** Finds the standard part that `std#/…` names, and reports an unknown one. */
export function findStandard(target: string, at: Pointer, problems: DiagnosticBag): Json | undefined {
  const name = target.replace(/^std#\/?/, '')
  const part = target.startsWith('std#/') ? own(standard, name) : undefined
  if (part === undefined) {
    problems.add('CM105', at, `\`${target}\` is not a standard part`, {}, () => {
      const near = own(standard, name) === undefined ? suggest(name, Object.keys(standard)) : name
      return near === undefined ? {} : { meant: `std#/${near}`, help: `did you mean \`std#/${near}\`?` }
    })
  }
  return part
}
