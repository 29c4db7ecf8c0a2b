export { type Arbitraries, arbitraries } from './arbitraries.ts'
export { type Matchers, matchers } from './matchers.ts'
export { describeMappings } from './vitest.ts'
