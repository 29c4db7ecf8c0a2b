import { readdirSync } from 'node:fs'
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

test.each(commands)('$page: $command', async ({ command }) => {
  expect(await callmap(command.split(' ').slice(1))).toMatchObject({ exit: 0 })
})
