import { readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { compile, type Definition, type Settings } from '../../src/api/index.ts'
import { parseJsonc } from '../../src/document/index.ts'
import { renderDiagnostic } from '../../src/render/index.ts'
import { loadModule } from './modules.ts'
import { readBlocks, readPage } from './page.ts'

const pages = readdirSync(new URL('../../docs', import.meta.url))
  .filter(file => file.endsWith('.md'))
  .map(file => {
    const blocks = readBlocks(readPage(`docs/${file}`))
    const data = blocks.filter(({ language, kind }) => language.startsWith('json') && kind !== '')
    return {
      page: `docs/${file}`,
      code: blocks.filter(({ language, kind }) => language === 'js' && kind === 'run').map(({ text }) => text),
      /** The data of the page, which its code reads by kind. */
      data: Object.fromEntries(data.map(({ kind, text }) => [kind, parseJsonc(text)])),
    }
  })

const AsyncFunction = (async () => {}).constructor as FunctionConstructor

test.each(pages.filter(({ code }) => code.length > 0))('the code of $page runs', async ({ code, data }) => {
  const names = Object.keys(data)
  const run = new AsyncFunction('load', 'expect', ...names, withChecks(withoutImports(code.join('\n'))))
  await run(loadModule, expect, ...Object.values(data))
})

test.each(pages.filter(({ data }) => data.definition))('the definition of $page compiles', ({ data }) => {
  const { definition, settings = {} } = data as unknown as { definition: Definition; settings?: Settings }
  expect(compile(definition, { settings }).warnings.map(warning => renderDiagnostic(warning))).toEqual([])
})

/** An import becomes a call, so that an example runs inside a function. */
function withoutImports(code: string): string {
  return code
    .replace(/^import '([^']+)'$/gm, "await load('$1')")
    .replace(/^import (\w+) from '([^']+)'.*$/gm, "const { default: $1 } = await load('$2')")
    .replace(/^import \* as (\w+) from '([^']+)'$/gm, "const $1 = await load('$2')")
    .replace(/^import (\{[^}]+\}) from '([^']+)'$/gm, "const $1 = await load('$2')")
}

/** `expression // => value` compares the two. */
function withChecks(code: string): string {
  return code.replace(/^( *)(.+?) *\/\/ => (.+)$/gm, (_, indent: string, expression: string, value: string) => {
    return `${indent}expect(${expression}).toEqual(${value})`
  })
}
