import { it } from 'vitest'
import { callmap } from './callmap.ts'

const own = '-m fixtures/mappings/own-api.json'
const order = 'fixtures/events/order.json'

/** Each is a file in `golden/`: all that a person sees. */
const cases: Record<string, { line: string; stdin?: string }> = {
  welcome: { line: '' },
  'preview-help': { line: 'preview --help' },
  'map-help': { line: 'map --help' },
  preview: { line: `preview ${order} ${own}` },
  'preview-definition': { line: `preview ${order} -m fixtures/definitions/own-api.json` },
  'preview-json': { line: `preview ${order} ${own} --json --subscription order-completed` },
  'preview-curl': { line: `preview ${order} ${own} --curl --subscription order-completed` },
  'preview-six-calls': { line: `preview fixtures/events/six-calls.json -m fixtures/definitions/own-api.json` },
  'preview-failure': {
    line: `preview - ${own}`,
    stdin: '{"type":"track","event":"Order Completed","messageId":"m-1","userId":"u-1","properties":{"total":"12x"}}',
  },
  'preview-refused': {
    line: `preview - ${own}`,
    stdin:
      '{"type":"trakc","event":"A","messageId":"m-1"}\n{"type":"alias","messageId":"m-2","userId":"u-1"}\nnot json\n',
  },
  'map-skipped': { line: `map ${order} ${own} --include skipped --quiet` },
  'map-definition': { line: 'map fixtures/events/six-calls.json -m fixtures/definitions/own-api.json --quiet' },
  'map-requests': { line: `map ${order} ${own} --emit requests --quiet` },
  'map-curl': { line: `map ${order} ${own} --emit curl --quiet` },
  'unknown-flag': { line: `preview ${order} --crul` },
  'unknown-command': { line: 'previw event.json' },
  'unknown-action': { line: `preview ${order} -m fixtures/mappings/unknown-action.json` },
  'broken-json': { line: `preview ${order} -m fixtures/mappings/broken.json` },
  'no-destination': { line: `preview ${order} -m fixtures/mappings/no-destination.json` },
  'plain-secret': { line: `preview ${order} -m fixtures/mappings/plain-secret.json` },
}

it.concurrent.for(Object.entries(cases))('%s', async ([name, { line, stdin = '' }], { expect }) => {
  const args = line.split(' ').filter(part => part !== '')
  const { stdout, stderr, exit } = await callmap(args, { stdin })
  const seen = `$ callmap ${line}\n${stdout}${stderr === '' ? '' : `--- stderr\n${stderr}`}--- exit ${exit}\n`
  await expect(seen).toMatchFileSnapshot(`golden/${name}.golden.txt`)
})
