import { type Builtin, library } from '../library.ts'
import { signature } from '../runtime/signature.ts'
import { compact } from './compact.ts'
import { countryCode } from './countryCode.ts'
import { e164 } from './e164.ts'
import { formatTimes } from './formatTimes.ts'
import { hash } from './hash.ts'
import { hashOnce } from './hashOnce.ts'
import { hmac } from './hmac.ts'
import { isCurrency } from './isCurrency.ts'
import { isEmail } from './isEmail.ts'
import { isoTime } from './isoTime.ts'
import { mapKeys } from './mapKeys.ts'
import { mapValues } from './mapValues.ts'
import { omit } from './omit.ts'
import { pick } from './pick.ts'
import { prefixKeys } from './prefixKeys.ts'
import type { PureFunction } from './pureFunction.ts'
import { renameKeys } from './renameKeys.ts'
import { toMillisUtc } from './time.ts'
import { ulid } from './ulid.ts'
import { unixMicros } from './unixMicros.ts'
import { unixMillis } from './unixMillis.ts'
import { unixTime } from './unixTime.ts'
import { unixTimes } from './unixTimes.ts'
import { urlParameters } from './urlParameters.ts'
import { userAgent } from './userAgent.ts'

export type { PureFunction }

/** Functions that callmap adds for destinations. */
export const pureFunctions: readonly PureFunction[] = [
  compact,
  countryCode,
  e164,
  formatTimes,
  hash,
  hashOnce,
  hmac,
  isCurrency,
  isEmail,
  isoTime,
  mapKeys,
  mapValues,
  omit,
  pick,
  prefixKeys,
  renameKeys,
  ulid,
  unixMicros,
  unixMillis,
  unixTime,
  unixTimes,
  urlParameters,
  userAgent,
]

/** Functions that an expression of a destination may call: the pure part of the language, and callmap's own. */
export const destinationLibrary: ReadonlyMap<string, Builtin> = new Map([
  ...[...library].filter(([, { pure }]) => pure),
  [
    'toMillis',
    { ...library.get('toMillis')!, implementation: toMillisUtc, importName: '$toMillisUtc', takesRun: false },
  ],
  ...pureFunctions.map(added => [added.name, builtin(added)] as const),
])

function builtin({ name, implementation, signature: definition, takesRun = false }: PureFunction): Builtin {
  const checked = signature(definition)
  return {
    name,
    implementation,
    importName: `$${name}`,
    signature: checked,
    arity: takesRun ? checked.parameters.length : implementation.length,
    takesRun,
    pure: true,
  }
}
