import { test } from 'vitest'
import { nats } from './brokers.ts'
import { testKills, testLoss } from './tokens.ts'

test('a refresh token that works once survives kills, and one worker at a time uses it', () => testKills(nats))

test('an account whose only new tokens a kill has lost waits for a person, and tells so', () =>
  testLoss(nats, '"account-waits"'))
