/**
 * Every code callmap reports. A code is a contract: never reused, never renumbered.
 *
 * CM1xx shape of JSON and files · CM2xx triggers · CM3xx events and their paths · CM4xx actions and fields ·
 * CM5xx directives · CM6xx JSONata · CM7xx requests and secrets · CM9xx one event at run time
 */
export const codes = {
  CM101: { name: 'wrong-type', severity: 'error', summary: 'a value of the definition has the wrong type' },
  CM102: { name: 'unknown-key', severity: 'error', summary: 'a key that the format does not have' },
  CM103: { name: 'missing-key', severity: 'error', summary: 'a key that the format requires is absent' },
  CM104: {
    name: 'too-deep',
    severity: 'error',
    summary: 'a definition or call is nested deeper than callmap reads',
  },
} as const satisfies Record<string, { name: string; severity: 'error' | 'warning'; summary: string }>

export type Code = keyof typeof codes
