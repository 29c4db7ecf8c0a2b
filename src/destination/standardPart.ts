import { type DiagnosticBag, near } from '../diagnostics/index.ts'
import { type Json, own, type Pointer } from '../value/index.ts'
import { standard } from './standard/index.ts'

/** Finds the standard part that `std#/…` names, and reports an unknown one. */
export function findStandard(target: string, at: Pointer, problems: DiagnosticBag): Json | undefined {
  const name = target.replace(/^std#\/?/, '')
  const part = target.startsWith('std#/') ? own(standard, name) : undefined
  if (part === undefined) {
    problems.add('CM105', at, `\`${target}\` is not a standard part`, {}, () => {
      const { meant, ...extra } = near(name, Object.keys(standard))
      return extra
    })
  }
  return part
}
