import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { callmap } from '../cli/callmap.ts'
import { readBlocks, readPage } from './page.ts'

/** `output.test.ts` runs those of its page, and looks at more. */
const pages = readdirSync(new URL('../../docs', import.meta.url)).filter(file => /^(?!output).*\.md$/.test(file))
const commands = pages.flatMap(page => {
  const blocks = readBlocks(readPage(`docs/${page}`)).filter(
    ({ language, kind }) => language === 'sh' && kind === 'run',
  )
  return blocks.flatMap(({ text }) =>
    text
      .trimEnd()
      .split('\n')
      .map(command => ({ page, command })),
  )
})

test('the commands of the examples run in their folder', async () => {
  const [{ text } = { text: '' }] = readBlocks(readPage('examples/README.md'))
  const cwd = fileURLToPath(new URL('../../examples', import.meta.url))
  for (const command of text.trimEnd().split('\n')) {
    expect([command, await callmap(command.split(' ').slice(1), { cwd })]).toMatchObject([command, { exit: 0 }])
  }
})

test.each(commands)('$page: $command', async ({ command }) => {
  expect(await callmap(command.split(' ').slice(1))).toMatchObject({ exit: 0 })
})
