import { expect, test } from 'vitest'
import { listTopics, run } from '../../src/cli/commands/help.ts'
import type { Session } from '../../src/cli/host.ts'
import { pureFunctions } from '../../src/jsonata/index.ts'
import { createStyle } from '../../src/render/index.ts'

const style = createStyle(false)

async function print(topic: string): Promise<string> {
  let printed = ''
  const session = {
    style,
    print: async (text: string) => {
      printed += text
    },
  } as unknown as Session
  await run([topic], {}, session)
  return printed
}

test.each([...listTopics(), ...pureFunctions.map(({ name }) => `$${name}`)])('help %s prints a page', async topic => {
  const text = await print(topic)
  expect(text.length).toBeGreaterThan(50)
  expect(text).not.toMatch(/^#|^```|\]\(/m)
})

test.each(['@path', '$hash', 'CM301', 'Matchers', 'Roots'])('help %s prints only its topic', async topic => {
  expect((await print(topic)).split(/[ \n]/)[0]).toBe(topic)
})

test('an unknown topic is a mistake with a suggestion', async () => {
  await expect(print('triggerz')).rejects.toMatchObject({ message: 'there is no topic `triggerz`' })
})
