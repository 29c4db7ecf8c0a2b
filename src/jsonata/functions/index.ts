import { type Builtin, library } from '../library.ts'
import { toMillisUtc } from './time.ts'

/** What an expression of a destination may call: the pure part of the language, and the functions of ours. */
export const destinationLibrary: ReadonlyMap<string, Builtin> = new Map([
  ...[...library].filter(([, { pure }]) => pure),
  ['toMillis', { ...library.get('toMillis')!, implementation: toMillisUtc, takesRun: false }],
])
