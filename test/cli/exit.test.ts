import { describe, expect, it } from 'vitest'
import { callmap } from './callmap.ts'

const own = '-m fixtures/mappings/own-api.json'
const track = '{"type":"track","event":"Order Completed","messageId":"m","userId":"u"}'
const fails = '{"type":"track","event":"Order Completed","messageId":"m","userId":"u","properties":{"total":"12x"}}'

/** The line, its input, and what the message has to say; the golden files have more. */
const cases: [exit: number, line: string, stdin: string, stderr: RegExp][] = [
  [0, `preview - ${own}`, track, /^$/],
  [0, `map - ${own} --quiet`, track, /^$/],
  [0, `map ${own} --on-error skip`, fails, /1 error/],
  [0, 'map --version', '', /^$/],
  [0, `explain - order-completed ${own}`, track, /^$/],
  [1, `explain - order-completed ${own}`, fails, /^$/],
  [2, `explain - order-completed --path data ${own}`, track, /JSON Pointer[\s\S]*--path \/data/],
  [2, `explain - orders ${own}`, track, /there is no subscription `orders`/],
  [4, `explain - order-completed ${own}`, '', /there is no event/],
  [1, `lineage ${own} --from traits.nope`, '', /nothing reads `traits.nope`/],
  [1, `types ${own} -o no-such.gen.ts --check`, '', /no-such.gen.ts is not up to date/],
  [2, `types ${own} --check`, '', /--check needs -o/],
  [0, 'diff fixtures/mappings/own-api.json fixtures/mappings/own-api.json --events - --exit-code', track, /^$/],
  [1, 'diff fixtures/mappings/own-api.json fixtures/mappings/own-api-changed.json --events - --exit-code', track, /^$/],
  [2, 'diff fixtures/mappings/own-api.json fixtures/mappings/own-api.json', '', /needs --events/],
  [2, 'diff no-such.json fixtures/mappings/own-api.json --events -', track, /there is no file `no-such.json`/],
  [3, 'diff fixtures/mappings/unknown-action.json fixtures/mappings/own-api.json --events -', track, /CM401/],
  [4, 'diff fixtures/mappings/own-api.json fixtures/mappings/own-api.json --events -', '', /there is no event/],
  [2, 'completion tcsh', '', /there are bash, zsh, fish/],
  [2, 'init --from-event fixtures/events/order.json', '', /init needs one destination/],
  [2, 'init -d customerio', '', /init needs --from-event/],
  [2, 'import csv fixtures/saved-actions.json', '', /it imports segment/],
  [2, 'import segment fixtures/saved-actions.json', '', /saved without their fields/],
  [4, `import segment fixtures/events/order.json`, '', /there is no saved action/],
  [1, `map ${own}`, fails, /1 × CM902/],
  [1, `map ${own} --on-error fail`, `${fails}\n${track}`, /1 event /],
  [2, 'preview', '', /missing required argument `events`/],
  [2, 'preview a.json b.json', '', /too many arguments/],
  [2, 'preview - --destinaton customerio', '', /did you mean `--destination`/],
  [2, `map ${own} --limit 0`, '', /whole number/],
  [2, `map ${own} --emit xml`, '', /envelopes, payloads, requests, curl/],
  [2, `map ${own} --now yesterday`, '', /ISO 8601/],
  [2, `preview no-such-file.json ${own}`, '', /there is no file `no-such-file.json`/],
  [2, `preview src ${own}`, '', /`src` is a directory/],
  [2, 'preview - -m no-such-mappings.json', track, /there is no file `no-such-mappings.json`/],
  [2, 'preview - -m src', track, /there are no mappings in `src`/],
  [2, 'preview - -d nosuch', track, /callmap has no destination `nosuch`/],
  [2, 'preview -', track, /there are no mappings/],
  [2, `preview - ${own} -d customerio`, track, /no mappings in .* are for `customerio`/],
  [2, `preview - ${own} --subscription orders`, track, /there is no subscription `orders`/],
  [2, `map - ${own} --secrets env`, track, /OWN_API_TOKEN/],
  [3, 'map - -m fixtures/events/order.json', track, /there is no `destination`/],
  [4, `preview - ${own}`, '', /there is no event/],
  [4, `map ${own}`, `${track}\nhello\n${fails}\n${track}`, /3 events → 2 actions[\s\S]*CM107[\s\S]*line 2/],
  [4, `map ${own}`, `[${track},`, /CM107/],
]

describe('exit codes', () => {
  it.concurrent.each(cases)('%d: callmap %s', async (exit, line, stdin, message) => {
    const run = await callmap(line.split(' '), { stdin })
    expect({ exit: run.exit, stderr: run.stderr }).toEqual({ exit, stderr: expect.stringMatching(message) })
    expect(run.stderr).not.toContain('    at ')
  })

  it('70: a bug of callmap asks to be reported', async () => {
    const fault = 'data:text/javascript,performance.now = () => { throw new Error("boom") }'
    const { exit, stderr } = await callmap(['map', ...own.split(' ')], { node: ['--import', fault] })
    expect(exit).toBe(70)
    expect(stderr).toMatch(/a bug in callmap[\s\S]*report it[\s\S]*boom/)
  })
})
