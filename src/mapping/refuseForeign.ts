import { findForeign, type Pointer } from '../value/index.ts'
import { MappingError } from './mappingError.ts'

/** Refuses a result that JSON does not have. It would be sent as null, or not at all. */
export function refuseForeign(value: unknown, expression: Pointer): never {
  const { at, what } = findForeign(value) ?? { at: '', what: 'a value' }
  const where = at === '' ? '' : ` at \`${at}\``
  throw new MappingError('CM903', `the expression gives ${what}${where}, which is not JSON`, expression)
}
