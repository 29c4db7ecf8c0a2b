import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { callmap } from './callmap.ts'

const folder = mkdtempSync(join(tmpdir(), 'callmap-refused-'))
afterAll(() => rmSync(folder, { recursive: true }))

let files = 0
const own = '-m fixtures/mappings/own-api.json'
const event = '{"type":"track","event":"Order Completed","messageId":"m","userId":"u","properties":{"total":"1"}}'
const nobody = '{"type":"track","event":"Order Completed","messageId":"m"}'

test.each([
  'check fixtures/mappings/own-api.json --events -',
  `lineage ${own} --unused --events -`,
  `journey - ${own}`,
  `test --from - --out new.test.json ${own}`,
])('`%s` counts refused calls, and tells the first lines', async line => {
  const run = (stdin: string) => callmap(line.replace('new', join(folder, `${files++}`)).split(' '), { stdin })
  expect((await run(event)).exit).toBe(0)
  const some = await run([event, nobody, nobody, event].join('\n'))
  expect(some).toMatchObject({
    exit: 1,
    stderr: expect.stringMatching(/refused calls of `-`:\n +2 × CM\d+ .*lines 2, 3\n/),
  })
  const broken = await run([event, '{"type":', nobody].join('\n'))
  expect(broken).toMatchObject({ exit: 4, stderr: expect.stringMatching(/1 × CM107 .*line 2\n/) })
  expect(await run(nobody)).toMatchObject({
    exit: 1,
    stderr: expect.stringMatching(/1 × CM\d+[\s\S]*there is no event/),
  })
})
