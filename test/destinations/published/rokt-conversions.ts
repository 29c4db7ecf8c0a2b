import type { Difference } from '../published.ts'

export const differences: readonly Difference[] = []
