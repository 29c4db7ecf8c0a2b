import { type DiagnosticBag, near } from '../diagnostics/index.ts'
import { checkDecision, type Mapping, type MappingContext, parseMapping } from '../mapping/index.ts'
import { chargeCompilation, compileCost, own, type Pointer, pointer } from '../value/index.ts'
import { checkReads } from './checkReads.ts'
import type { ActionDefinition, Definition, FieldDefinition } from './definition.ts'
import { checkFields } from './fields.ts'

/** A checked action: its fields and its checks. */
export interface ParsedAction {
  readonly key: string
  readonly at: Pointer
  readonly definition: ActionDefinition
  /** Fields with a default, mapped by it. */
  readonly defaults: readonly MappedField[]
  /** Fields that every subscription maps. */
  readonly required: readonly (readonly [key: string, field: FieldDefinition])[]
  readonly checks: readonly ParsedCheck[]
}

export interface MappedField {
  readonly key: string
  readonly field: FieldDefinition
  /** Absent if a mapping of the whole payload gives the field. */
  readonly mapping?: Mapping
}

export interface ParsedCheck {
  /** Absent in a list of checks. */
  readonly name?: string
  readonly when: Mapping
  readonly message: string
  readonly level: 'error' | 'skip' | 'warning'
  /** Pointer to the checked field of the payload. */
  readonly at: Pointer
}

export function parseAction(key: string, definition: Definition, context: MappingContext): ParsedAction {
  chargeCompilation(compileCost.node)
  const { problems } = context
  const action = own(definition.actions, key)!
  const at = pointer('/actions', key)
  checkFields(action.fields, pointer(at, 'fields'), problems)
  const isNamed = !Array.isArray(action.checks)
  const checks = Object.entries(action.checks ?? {}).flatMap(([name, check]): ParsedCheck[] => {
    if (check === undefined) return []
    chargeCompilation(compileCost.named)
    const place = pointer(at, 'checks', name)
    checkFieldName(check.field, action, pointer(place, 'field'), problems)
    const whenAt = pointer(place, 'when')
    const when = parseMapping(check.when, { ...context, at: whenAt, payload: () => Object.keys(action.fields) })
    if (when === undefined) return []
    checkReads(when, ['payload', 'settings', 'constants'], { definition, action }, problems)
    checkDecision(when, whenAt, problems)
    const about = check.field === undefined ? '' : pointer('', check.field)
    const { message, level = 'error' } = check
    return [{ ...(isNamed && { name }), when, message, level, at: about }]
  })
  const defaults = Object.entries(action.fields).flatMap(([name, field]) => {
    if (field.default === undefined) return []
    const mapping = parseMapping(field.default, {
      ...context,
      at: pointer(at, 'fields', name, 'default'),
      payload: 'none',
    })
    return mapping ? [{ key: name, field, mapping }] : []
  })
  const required = Object.entries(action.fields).filter(([, field]) => field.required === true)
  return { key, at, definition: action, defaults, required, checks }
}

function checkFieldName(
  name: string | undefined,
  action: ActionDefinition,
  at: Pointer,
  problems: DiagnosticBag,
): void {
  if (name === undefined || Object.hasOwn(action.fields, name)) return
  problems.add('CM403', at, `the action has no field \`${name}\``, {}, () => near(name, Object.keys(action.fields)))
}
