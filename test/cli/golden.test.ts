import { it } from 'vitest'
import { callmap } from './callmap.ts'

const own = '-m fixtures/mappings/own-api.json'
const order = 'fixtures/events/order.json'

const answers = '-m fixtures/definitions/answers.json --quiet'
const people = (count: number) =>
  Array.from({ length: count }, (_, i) => `{"type":"identify","userId":"u-${i}","messageId":"m-${i}"}\n`).join('')

/** Each is a file in `golden/`: all that a person sees. */
const cases: Record<string, { line: string; stdin?: string }> = {
  welcome: { line: '' },
  'preview-help': { line: 'preview --help' },
  'map-help': { line: 'map --help' },
  preview: { line: `preview ${order} ${own}` },
  'preview-definition': { line: `preview ${order} -m fixtures/definitions/own-api.json` },
  'preview-all': { line: `preview ${order} -d customerio --all --absent` },
  'preview-json': { line: `preview ${order} ${own} --json --subscription order-completed` },
  'preview-curl': { line: `preview ${order} ${own} --curl --subscription order-completed` },
  'preview-six-calls': { line: `preview fixtures/events/six-calls.json -m fixtures/definitions/own-api.json` },
  'preview-failure': {
    line: `preview - ${own}`,
    stdin: '{"type":"track","event":"Order Completed","messageId":"m-1","userId":"u-1","properties":{"total":"12x"}}',
  },
  'preview-sample': { line: `preview --sample alias ${own}` },
  'preview-sample-unknown': { line: `preview --sample Order-Complete ${own}` },
  'preview-sample-type': { line: `preview --sample identify ${own} --subscription identify-person` },
  'preview-sample-json': { line: `preview --sample identify ${own} --subscription identify-person --json` },
  'preview-diff': {
    line: `preview ${order} ${own} --subscription order-completed --diff fixtures/mappings/own-api-changed.json`,
  },
  'preview-diff-none': {
    line: `preview ${order} ${own} --subscription order-completed --diff fixtures/mappings/own-api.json`,
  },
  'preview-refused': {
    line: `preview - ${own}`,
    stdin:
      '{"type":"trakc","event":"A","messageId":"m-1"}\n{"type":"alias","messageId":"m-2","userId":"u-1"}\nnot json\n',
  },
  'preview-answer': { line: `preview - ${answers} --answer 429`, stdin: people(1) },
  'preview-answers': { line: `preview - ${answers} --batch --answer fixtures/answers.json`, stdin: people(4) },
  'preview-answers-json': {
    line: `preview - ${answers} --batch --answer fixtures/answers.json --json`,
    stdin: people(2),
  },
  journey: { line: 'journey fixtures/events/six-calls.json -d customerio,mixpanel' },
  'journey-shuffle': { line: 'journey fixtures/events/six-calls.json -d customerio --shuffle' },
  'journey-json': { line: 'journey fixtures/events/six-calls.json -d customerio,slack --json' },
  'journey-help': { line: 'journey --help' },
  'outcomes-help': { line: 'outcomes --help' },
  'deliver-help': { line: 'deliver --help' },
  'help-matchers': { line: 'help matchers' },
  'help-directive': { line: 'help @path' },
  'help-code': { line: 'help CM301' },
  'help-function': { line: 'help $hash' },
  'help-unknown': { line: 'help triggerz' },
  'map-skipped': { line: `map ${order} ${own} --include skipped --quiet` },
  'map-definition': { line: 'map fixtures/events/six-calls.json -m fixtures/definitions/own-api.json --quiet' },
  destinations: { line: 'destinations slack posthog' },
  'destinations-help': { line: 'destinations --help' },
  'destinations-search': { line: 'destinations braze google-analytics-4 slack --search refund' },
  'destinations-search-none': { line: 'destinations --search zxqj' },
  'destinations-json': { line: 'destinations slack --json --quiet' },
  'map-requests': { line: `map ${order} ${own} --emit requests --quiet` },
  'map-curl': { line: `map ${order} ${own} --emit curl --quiet` },
  'explain-help': { line: 'explain --help' },
  'explain-value': { line: `explain ${order} order-completed --path /data/total ${own}` },
  'explain-absent': { line: `explain ${order} order-completed-de --path /data/coupon --force ${own}` },
  'explain-silent': { line: `explain ${order} order-completed-de ${own}` },
  'explain-sent': { line: `explain ${order} order-completed ${own}` },
  'explain-list': { line: `explain fixtures/events/six-calls.json ${own}` },
  'explain-forced': { line: `explain ${order} order-completed-de --force ${own}` },
  'explain-admitted': {
    line: 'explain fixtures/events/six-calls.json order-completed -m fixtures/mappings/own-api.json',
  },
  'explain-items': { line: 'explain fixtures/events/six-calls.json orders -m fixtures/mappings/list-items.json' },
  'explain-path-alone': { line: `explain ${order} --path /data ${own}` },
  'explain-json': { line: `explain ${order} order-completed --path /data/total --json ${own}` },
  'explain-failure': {
    line: `explain - order-completed --path /data/total ${own}`,
    stdin: '{"type":"track","event":"Order Completed","messageId":"m-1","userId":"u-1","properties":{"total":"12x"}}',
  },
  'lineage-help': { line: 'lineage --help' },
  lineage: { line: `lineage ${own}` },
  'lineage-from': { line: `lineage ${own} --from properties.total` },
  'lineage-unread': { line: `lineage ${own} --from propertis.total` },
  'lineage-pii': { line: `lineage ${own} --pii --json` },
  'lineage-mermaid': { line: `lineage ${own} --to trackEvent.data --format mermaid` },
  'lineage-dot': { line: `lineage ${own} --to trackEvent.data --format dot` },
  'lineage-unused': { line: `lineage ${own} --unused --events fixtures/events/six-calls.json` },
  'lineage-unused-alone': { line: `lineage ${own} --unused` },
  'lineage-openlineage': { line: `lineage ${own} --to trackEvent.data --format openlineage` },
  'build-help': { line: 'build --help' },
  'build-check': { line: `build ${own} -o no-such-folder --check` },
  'build-bundle': { line: `build ${own} -o no-such-folder --minify` },
  'types-help': { line: 'types --help' },
  types: { line: `types ${own}` },
  'types-list': { line: 'types --list fixtures/definitions/own-api.json' },
  'types-check': { line: `types ${own} -o no-such.gen.ts --check` },
  'diff-help': { line: 'diff --help' },
  diff: { line: `diff fixtures/mappings/own-api.json fixtures/mappings/own-api-changed.json --events ${order}` },
  'diff-json': {
    line: `diff fixtures/mappings/own-api.json fixtures/mappings/own-api-changed.json --events ${order} --json`,
  },
  'diff-none': { line: `diff fixtures/mappings/own-api.json fixtures/mappings/own-api.json --events ${order}` },
  'init-help': { line: 'init --help' },
  'completion-help': { line: 'completion --help' },
  'import-help': { line: 'import --help' },
  'unknown-flag': { line: `preview ${order} --crul` },
  'unknown-command': { line: 'previw event.json' },
  'unknown-action': { line: `preview ${order} -m fixtures/mappings/unknown-action.json` },
  'broken-json': { line: `preview ${order} -m fixtures/mappings/broken.json` },
  'no-destination': { line: `preview ${order} -m fixtures/mappings/no-destination.json` },
  'plain-secret': { line: `preview ${order} -m fixtures/mappings/plain-secret.json` },
}

it.for(Object.entries(cases))('%s', async ([name, { line, stdin = '' }], { expect }) => {
  const args = line.split(' ').filter(part => part !== '')
  const { stdout, stderr, exit } = await callmap(args, { stdin })
  const seen = `$ callmap ${line}\n${stdout}${stderr === '' ? '' : `--- stderr\n${stderr}`}--- exit ${exit}\n`
  await expect(seen).toMatchFileSnapshot(`golden/${name}.golden.txt`)
})
