export {
  type ActionOutcome,
  createLimiter,
  type Deliverable,
  type DeliverOptions,
  type Delivery,
  deliver,
  type FetchedResponse,
  type FetchOptions,
  type Left,
  type Limiter,
  memoryTokens,
  type NotSent,
  type Platform,
  platform,
  type TokenStore,
} from '../delivery/index.ts'
export type { Action, Destination, Rate, TokenResult, Tokens } from '../engine/index.ts'
