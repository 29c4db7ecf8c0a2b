import type { DiagnosticBag } from '../diagnostics/index.ts'
import { suggest } from '../text/index.ts'
import { type Json, own, type Pointer } from '../value/index.ts'
import type { DefinitionSize } from './definitionSize.ts'
import type { Place } from './holes.ts'
import { partKind } from './partNames.ts'
import type { Copies } from './sourceMap.ts'
import { standard } from './standard/index.ts'
import { unreadField } from './unreadField.ts'

interface SizedCopies extends Copies {
  readonly size: DefinitionSize
}

/** Copies a standard part, all of which is written at one place. */
export function copyStandard(
  target: string,
  { at, schema }: Place,
  written: Pointer,
  { sources, problems, size }: SizedCopies,
): unknown {
  const standIn = partKind(schema) === 'field' ? unreadField() : undefined
  const part = findStandard(target, written, problems) ?? standIn
  if (part === undefined) return undefined
  const copy = (value: Json): unknown => {
    size.count(value, at)
    if (typeof value !== 'object' || value === null) return value
    if (Array.isArray(value)) return sources.set(value.map(copy), { at, isWhole: true })
    const copied = Object.fromEntries(Object.entries(value).map(([key, member]) => [key, copy(member!)]))
    return sources.set(copied, { at, isWhole: true })
  }
  return size.addition(at, () => copy(part))
}

/** Finds the standard part that `std#/…` names, and reports an unknown one. */
function findStandard(target: string, at: Pointer, problems: DiagnosticBag): Json | undefined {
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
