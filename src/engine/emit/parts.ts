/** Parts that a built module may have, with the functions of its destinations that each adds. */
export const moduleParts = {
  map: ['map'],
  requests: ['requests'],
  /** Adds batches to `requests`. */
  batches: [],
  outcomes: ['outcomes'],
  tokens: ['tokenRequest', 'token'],
} as const

export type ModulePart = keyof typeof moduleParts

export type ModuleParts = ReadonlySet<ModulePart>

export const allParts: ModuleParts = new Set(Object.keys(moduleParts) as ModulePart[])
