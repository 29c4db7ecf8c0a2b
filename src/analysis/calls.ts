import { type CallType, callSchemas, callTypes } from '../event/index.ts'
import { findContradiction, isField, listLeaves, type Trigger } from '../trigger/index.ts'
import { type Path, rememberByObject } from '../value/index.ts'

const callFields = new Map<CallType, object>(callTypes.map(type => [type, callSchemas[type].properties]))

/** True if a path starts with a field that some call has. Services on the way add keys that start with `_`. */
export function isKnownPath(path: Path): boolean {
  const [root] = path
  return root === undefined || root === '?' || root.startsWith('_') || isField(path)
}

/** Personal fields that some sources put at the top level of a call, as in the examples of Customer.io's API. */
const strays: ReadonlySet<string> = new Set(['email', 'created_at', 'createdAt'])

/** True for a personal field at the top level, as a fallback for `traits`. */
export function isStray([root, ...rest]: Path): boolean {
  return root !== undefined && rest.length === 0 && strays.has(root)
}

/** True if calls of the type never have the path, because its root is a field of other calls only. */
export function isAbsentFrom(type: CallType, [root]: Path): boolean {
  if (root === undefined || Object.hasOwn(callFields.get(type)!, root)) return false
  return [...callFields.values()].some(fields => Object.hasOwn(fields, root))
}

/**
 * Call types for which a trigger can be true. For other types it contradicts itself, or requires a field that they
 * lack.
 */
export const admittedTypes = rememberByObject((trigger: Trigger): readonly CallType[] => {
  const paths = listLeaves(trigger).flatMap(({ operand }) => (operand.kind === 'path' ? [operand.path] : []))
  return callTypes.filter(type => {
    const absent = paths.filter(path => isAbsentFrom(type, path)).map(path => isEqual(path, null))
    const parts = [trigger, isEqual(['type'], type), ...absent]
    return findContradiction({ kind: 'and', parts, span: trigger.span }) === undefined
  })
})

function isEqual(path: Path, value: string | null): Trigger {
  const span = { start: 0, end: 0 }
  return { kind: 'comparison', operator: '=', operand: { kind: 'path', path }, value, span }
}
