import { type Node, parse } from 'acorn'
import { expect, test } from 'vitest'
import { bundle } from './runtimes/bundle.ts'

/** Globals that the run time uses without asking whether they are there: the language itself, and nothing of a platform. */
const language = new Set(
  [
    'Array ArrayBuffer BigInt Boolean DataView Date Error Function Infinity Int32Array JSON Map Math NaN Number Object Promise',
    'Proxy RangeError ReferenceError Reflect RegExp Set String Symbol SyntaxError TypeError URIError Uint8Array Uint32Array WeakMap',
    'WeakRef WeakSet arguments decodeURI decodeURIComponent encodeURI encodeURIComponent globalThis isFinite isNaN parseInt undefined',
  ].flatMap(names => names.split(' ')),
)

type Child = Node & Record<string, unknown>

function visit(value: unknown, enter: (node: Child) => void): void {
  if (Array.isArray(value)) for (const item of value) visit(item, enter)
  else if (typeof value === 'object' && value !== null && 'type' in value) {
    enter(value as Child)
    for (const child of Object.values(value)) visit(child, enter)
  }
}

/** Names that a module reads and declares nowhere, without those that it only asks for with `typeof`. */
function freeNames(code: string): string[] {
  const module = parse(code, { ecmaVersion: 2023, sourceType: 'module' })
  const read = new Set<string>()
  const declared = new Set<string>()
  const keys = new Set<unknown>()
  const asked = new Set<string>()
  const declare = (pattern: unknown): void => {
    if (Array.isArray(pattern)) for (const item of pattern) declare(item)
    else if (pattern) {
      const { name, left, argument, elements, properties, value } = pattern as Child
      if (name) declared.add(String(name))
      declare(left ?? argument ?? elements ?? properties ?? value)
    }
  }
  visit(module, node => {
    if (node.type === 'VariableDeclarator' || node.type.includes('Function') || node.type.startsWith('Class'))
      declare(node.id)
    if (node.type.includes('Function')) declare(node.params)
    if (node.type === 'CatchClause') declare(node.param)
    if (node.type.startsWith('Import')) {
      declare(node.local)
      keys.add(node.imported)
    }
    if (node.type === 'MemberExpression' && !node.computed) keys.add(node.property)
    if ((node.type === 'Property' || node.type.endsWith('Definition')) && !node.computed && !node.shorthand)
      keys.add(node.key)
    if (node.type === 'ExportSpecifier') keys.add(node.exported)
    if (node.type === 'LabeledStatement' || /^(?:Break|Continue)/.test(node.type)) keys.add(node.label)
    if (node.type === 'UnaryExpression' && node.operator === 'typeof') asked.add(String((node.argument as Child).name))
    if (node.type === 'Identifier' && !keys.has(node)) read.add(String(node.name))
  })
  return [...read].filter(name => !declared.has(name) && !asked.has(name)).sort()
}

test('the run time names no API of a platform', async () => {
  // Liquid is a package for every platform; docs/runtimes.md lists the filters that need one.
  const names = freeNames(await bundle("export * from 'callmap/runtime'", new Map(), 'es', ['liquidjs']))
  expect(names).toContain('JSON')
  // Only dates of `@liquid` use it.
  expect(names.filter(name => !language.has(name))).toEqual(['Intl'])
})
