import {
  type ActionDefinition,
  checkReads,
  type MappingJson,
  type ParsedDestination,
  type Root,
} from '../destination/index.ts'
import type { Code } from '../diagnostics/index.ts'
import { collectReads, type Mapping, mappingFunction, parseMapping } from '../mapping/index.ts'
import type { Pointer } from '../value/index.ts'

/** A mapping inside a request template. */
export interface Part {
  readonly mapping: Mapping
  readonly at: Pointer
  /** Value that is the same for every payload, computed when the destination is compiled. */
  readonly fixed?: { readonly value: unknown }
}

export interface TemplateContext {
  readonly destination: ParsedDestination
  readonly action: ActionDefinition
  /** Roots that the templates of this request may read. */
  readonly roots: readonly Root[]
  /** Roots that its body may read, if they differ. */
  readonly bodyRoots?: readonly Root[]
}

/** Parses one mapping of a template. It may read only the given roots. */
export function parsePart(
  value: MappingJson,
  at: Pointer,
  roots: readonly Root[],
  { destination, action }: TemplateContext,
): Part | undefined {
  const { definition, context } = destination
  const mapping = parseMapping(value, { ...context, at, isUrl: at.endsWith('/url') })
  if (mapping === undefined) return undefined
  checkReads(mapping, roots, { definition, action }, context.problems)
  const isFixed = collectReads(mapping).every(({ path }) => path[0] === 'settings' || path[0] === 'constants')
  return isFixed ? computePart(mapping, at, destination) : { mapping, at }
}

/** True if the value of a part is known: an account is given, and its settings and constants are valid. */
export function isKnown({ mapping }: Part, destination: ParsedDestination): boolean {
  return isComputable(mapping, destination) && (destination.isAccountGiven || !readsAccount(mapping))
}

/** True if the inputs of a part are valid. After an error they may be absent. */
function isComputable(mapping: Mapping, { context: { problems } }: ParsedDestination): boolean {
  const isHarmless = new Set<Code>(readsAccount(mapping) ? ['CM701', 'CM702'] : ['CM701', 'CM702', 'CM407'])
  return problems.errors.every(({ code }) => isHarmless.has(code))
}

function readsAccount(mapping: Mapping): boolean {
  return collectReads(mapping).some(({ path }) => path[0] === 'settings' || path[0] === 'constants')
}

function computePart(mapping: Mapping, at: Pointer, destination: ParsedDestination): Part | undefined {
  const { settings, constants, context, hideSecrets } = destination
  if (!isComputable(mapping, destination)) return { mapping, at, fixed: { value: undefined } }
  try {
    return { mapping, at, fixed: { value: mappingFunction(mapping)({ settings, constants }) } }
  } catch (error) {
    context.problems.add('CM702', at, `this value cannot be computed: ${hideSecrets((error as Error).message)}`)
    return undefined
  }
}

/** Reports at compile time an error that `make` would throw at run time. */
export function refuse<T>({ context: { problems } }: ParsedDestination, at: Pointer, make: () => T): T | undefined {
  try {
    return make()
  } catch (error) {
    problems.add('CM702', at, (error as Error).message)
    return undefined
  }
}
