import { defineKey } from '../../code/index.ts'
import { cost, isJsonObject, listKeys } from '../../value/index.ts'
import type { PureFunction } from './pureFunction.ts'

export const prefixKeys: PureFunction = {
  name: 'prefixKeys',
  summary: 'Prefixes every key of an object.',
  signature: '<xs:x>',
  examples: [
    {
      expression: "$prefixKeys(context.campaign, 'utm_')",
      input: { context: { campaign: { source: 'news', medium: 'email' } } },
      result: { utm_source: 'news', utm_medium: 'email' },
    },
    { expression: "$prefixKeys(context.campaign, 'utm_')", input: {} },
  ],
  implementation: $prefixKeys,
}

export function $prefixKeys(value: unknown, prefix = ''): unknown {
  if (!isJsonObject(value)) return value
  const prefixed: Record<string, unknown> = {}
  for (const key of listKeys(value, cost.member + prefix.length)) defineKey(prefixed, prefix + key, value[key])
  return prefixed
}
