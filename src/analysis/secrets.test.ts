import { expect, it } from 'vitest'
import { maskSecrets } from './secrets.ts'

it.each([
  ['{ "key": "ghp_0123456789012345678901234567890123456789" }', `{ "key": "${'*'.repeat(44)}" }`],
  ['/* -----BEGIN PRIVATE KEY-----\nMIIE\n*/ "a"', `/* ${'*'.repeat(27)}\n****\n***"a"`],
])('masks keep the length and the lines of %j', (text, masked) => expect(maskSecrets(text)).toBe(masked))
