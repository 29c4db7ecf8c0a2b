export { type Arbitraries, arbitraries, describeMappings, type Matchers, matchers } from '../testing/index.ts'
