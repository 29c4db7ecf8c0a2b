import type { DiagnosticBag } from '../diagnostics/index.ts'
import { suggest } from '../text/index.ts'
import { type Json, own } from '../value/index.ts'
import { copyTree } from './copyTree.ts'
import type { DefinitionSize } from './definitionSize.ts'
import type { Place } from './holes.ts'
import type { PartName } from './nearPart.ts'
import { partKind } from './partNames.ts'
import type { Copies } from './sourceMap.ts'
import { standard } from './standard/index.ts'
import { unreadField } from './unreadField.ts'

interface SizedCopies extends Copies {
  readonly size: DefinitionSize
}

/** Copies a standard part, all of which is written at one place. */
export function copyStandard(name: PartName, { at, schema }: Place, { sources, problems, size }: SizedCopies): unknown {
  const standIn = partKind(schema) === 'field' ? unreadField() : undefined
  const part = findStandard(name, problems) ?? standIn
  if (part === undefined) return undefined
  return size.addition(at, () => {
    return copyTree(part, { at, depth: 0 }, size, (_, copy) => sources.set(copy, { at, isWhole: true }))
  })
}

/** Finds the standard part that `std#/…` names, and reports an unknown one. */
function findStandard({ target, mark, at }: PartName, problems: DiagnosticBag): Json | undefined {
  const name = target.replace(/^std#\/?/, '')
  const part = target.startsWith('std#/') ? own(standard, name) : undefined
  if (part === undefined) {
    problems.add('CM105', at, `\`${target}\` is not a standard part`, {}, () => {
      const near = own(standard, name) === undefined ? suggest(name, Object.keys(standard)) : name
      const meant = `std#/${near}${mark}`
      return near === undefined ? {} : { meant, help: `did you mean \`${meant}\`?` }
    })
  }
  return part
}
