import { execFile } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { promisify } from 'node:util'

/**
 * Seeded mistakes in `src`, one at a time: `node test/mutants.js [part of a file name]` prints which of them the tests
 * beside each catch. Exit 1 if one is missed. A mutant that was caught must stay caught when tests get faster.
 *
 * `npm test` tries an eighth of the cases that a property names in `runs(…)` or `share(…)`, and `npm run fuzz` ten times
 * as many as named. Cases in `npm test`, of those that are named:
 *
 *   foreignValues                          375 of 3,000, 125 of 1,000
 *   oracle/mapping, publishedMapping       375 of 3,000, 125 of 1,000
 *   oracle/mappingDifferences               63 of 500
 *   oracle/triggerDifference                 5 of 40
 *   oracle/jsonata, jsonataBindings        257 of 2,050, 63 of 500
 *   oracle/trigger, publishedTrigger        50 of 400, 125 of 1,000
 *   oracle/jsonataFunctions                625 of 5,000, 125 of 1,000
 *   built/equal                            188 of 1,500
 *   value/webUrl, utf8, formats          2,500 of 20,000
 *   property/agreement                      13 of 100, 38 of 300
 *   property/batches, batchesForAll         32 of 250, 25 to 38 of 200 to 300
 *   property/guards                        750 of 6,000, 375 of 3,000, 63 of 500
 *   property/requestParts                   50 of 400
 *   property/coercion                       50 of 400, 25 of 200
 *   property/compileBombs                    7 of 56
 *   property/responses                      10 of 80, 13 of 100
 *   property/engine                        125 to 250 of 1,000 to 2,000
 *   property/actions, why, tracedProgram   250 of 2,000, 50 of 400, 50 of 400
 *   property/definitions, lint              38 of 300, 13 to 38 of 100 to 300
 *   property/mapping, order                 63 of 500, 100 to 188 of 800 to 1,500
 *   property/normalize, trigger             25 of 200, 50 of 400
 *   testing/arbitraries                      7 to 25 of 50 to 200
 *   destinations/google-analytics-4         25 of 200
 *   jsonata/regex/search                   125 to 1,000 of 1,000 to 8,000
 *   delivery/history                       400, and 100,000 in `npm run fuzz`
 *   document/edits                          50 of 400
 *
 * Of the cases that a law gives to `sample(…)`, `npm test` tries an eighth, and at least one, and `npm run fuzz` all:
 *
 *   built/equal, budget.destinations       other subscriptions of each destination, and events: of those that are sent,
 *                                          and of those that are not, at least one each
 *   authoring/sampleEvent                  names of events of each destination
 *   authoring/draftSubscription            one of two lists of events for each destination
 *   playground/evaluate                    destinations that open with their default subscriptions
 *   editor/anyText                         offsets, and keys of each example
 *   property/engine                        types of deep and large calls of each destination
 *   cli/jobs                               command lines whose output with --jobs is that without, besides the longest
 */
const mutants = [
  ['trigger/emit.ts', "' && ')})`\n      case 'or'", "' || ')})`\n      case 'or'", 'property/trigger'],
  ['trigger/emit.ts', 'js`!${emit(trigger.part)}`', 'emit(trigger.part)', 'property/trigger'],
  ['trigger/emit.ts', "clause.operator === '!='", "clause.operator === '='", 'property/trigger'],
  ['trigger/emit.ts', '${left} <= ${right}', '${left} < ${right}', 'src/trigger/compile'],
  [
    'trigger/dispatch.ts',
    "(trigger.kind === 'and') === outcome ? inAll",
    "(trigger.kind === 'and') ? inAll",
    'src/trigger/dispatch',
  ],
  ['trigger/decisive.ts', "(trigger.kind === 'or') === outcome", "trigger.kind === 'or'", 'trace.test'],
  ['trigger/glob.ts', 'unit = run + 1', 'unit = run + 2', 'oracle/trigger.test', 'property/trigger'],
  ['trigger/contradiction.ts', 'found.every(', 'found.some(', 'property/trigger', 'property/lint'],
  ['segment/published/trigger.ts', "let connective = 'and'", "let connective = 'or'", 'oracle/publishedTrigger'],
  ['segment/triggerDifference.ts', 'value + 1, value - 1, ', '', 'oracle/triggerDifference'],
  ['segment/mappingDifferences.ts', 'mostPaths = 40', 'mostPaths = 1', 'oracle/mappingDifferences'],
  ['segment/mappingDifferences.ts', 'return failures === 1', 'return false', 'oracle/mappingDifferences'],
  ['mapping/directives/case.ts', '.toLowerCase()', '.toUpperCase()', 'oracle/mapping.test'],
  ['mapping/directives/if.ts', '${value} != null', '${value} !== undefined', 'oracle/mapping.test'],
  ['mapping/directives/flatten.ts', '&& !omitsArrays', '', 'oracle/mapping.test'],
  ['mapping/directives/flatten.ts', '.reverse()', '', 'oracle/mapping.test'],
  ['mapping/directives/merge.ts', "direction === 'left'", "direction === 'right'", 'oracle/mapping.test'],
  ['mapping/reads.ts', 'path: translated, at }', 'path, at }', 'src/mapping/reads'],
  ['delivery/delivering.ts', 'request.items.length >> 1', 'request.items.length', 'delivery/deliver.test'],
  ['delivery/delivering.ts', 'after: true,', '', 'delivery/history'],
  ['delivery/delivering.ts', '...this.#actions[index]!.settled, ', '', 'delivery/history'],
  ['delivery/delivering.ts', 'elsewhere: collectElsewhere(request, plan)', '', 'delivery/history'],
  ['delivery/delivering.ts', 'stops.find(Boolean))', 'undefined)', 'delivery/deliver.test'],
  [
    'delivery/delivering.ts',
    '() => (isCurrent() ? this.#exchange(request, plan) : undefined)',
    '() => this.#exchange(request, plan)',
    'delivery/deliver.test',
  ],
  ['delivery/delivering.ts', 'limiter?.take(request, actions)', '', 'delivery/history'],
  ['delivery/delivering.ts', 'pause && this.#gate.pause(wait)', 'pause', 'delivery/history'],
  ['delivery/progress.ts', 'if (this.#stop) return undefined', '', 'delivery/history'],
  ['delivery/progress.ts', 'settled.add(part)', '', 'delivery/history'],
  ['delivery/gate.ts', 'pause > 0 ? pause : room()', 'room()', 'delivery/history'],
  ['delivery/gate.ts', 'Math.min(longestWait, Math.max(1, after))', 'Math.max(1, after)', 'delivery/deliver.test'],
  ['delivery/gate.ts', 'Math.min(longestBackoff, 2 **', 'Math.max(0, 2 **', 'delivery/deliver.test'],
  ['delivery/gate.ts', 'Math.max(attempt, this.#pauses)', 'attempt', 'delivery/deliver.test'],
  ['delivery/gate.ts', 'if (until >= this.#deadline) return tooOld', '', 'delivery/history'],
  ['delivery/gate.ts', 'this.#queue.shift()?.()', '', 'delivery/history'],
  ['delivery/gate.ts', 'this.#options.mayStart?.() === false', 'false', 'delivery/history'],
  ['delivery/tokenRenewal.ts', 'this.#renewing ??=', 'this.#renewing =', 'delivery/deliver.test'],
  [
    'delivery/tokenRenewal.ts',
    'if (!isSameTokens(refused, this.#tokens)) return undefined',
    '',
    'delivery/deliver.test',
  ],
  ['delivery/tokenRenewal.ts', 'this.#newUntil.get(name) ?? Number.NEGATIVE_INFINITY', '0', 'delivery/history'],
  ['delivery/tokens.ts', 'unsaved ?? (await renew(current))', 'await renew(current)', 'delivery/history'],
  ['delivery/tokens.ts', 'renewing ??=', 'renewing =', 'delivery/deliver.test'],
  ['delivery/send.ts', 'if (left >= 0)', 'if (true)', 'delivery/history'],
  ['delivery/send.ts', 'begun = head', 'begun = undefined', 'delivery/send'],
  ['delivery/timeouts.ts', 'if (this.#running.delete(end)) end()', '', 'delivery/history'],
  ['delivery/timeouts.ts', 'at > now()', 'false', 'delivery/history'],
  ['delivery/delivering.ts', 'of outcomes.filter(isSettled)', 'of []', 'delivery/deliver.test'],
  [
    'delivery/delivering.ts',
    'return this.#leave(indices, this.#gate.close(broken))',
    'return broken',
    'delivery/deliver.test',
  ],
  ['delivery/tokenRenewal.ts', 'if (result.tokens) this.#tokens = result.tokens', '', 'delivery/deliver.test'],
  ['delivery/tokenRenewal.ts', 'this.#isAnswerLost = true', '', 'delivery/deliver.test'],
  ['delivery/tokens.ts', 'if (!result.tokens)', "if (result.outcome !== 'delivered')", 'delivery/deliver.test'],
  ['response/readOutcomes.ts', 'if (!isNeeded) return answer', 'return answer', 'delivery/history'],
  ['response/readOutcomes.ts', 'if (!isNeeded)', 'if (false)', 'delivery/history'],
  ['response/readOutcomes.ts', 'cut === tooLong', 'false', 'delivery/history'],
  ['response/readToken.ts', 'isKept && refused === undefined', 'refused === undefined', 'tokens.test'],
  ['delivery/send.ts', "redirect: 'manual'", "redirect: 'follow'", 'delivery/send'],
  ['delivery/send.ts', "errors.get(cause?.code) ?? 'unknown reason'", 'String(error)', 'delivery/send'],
  ['destination/guard.ts', '${2 * field.minimum}', '${field.minimum}', 'property/guards'],
  ['destination/guard.ts', '"string"${least}', '"string"', 'property/guards'],
  [
    'destination/guard.ts',
    'js`${unit.import({ isFiniteNumber })}(${value})$',
    "js`(typeof ${value} === 'number')$",
    'property/guards',
  ],
  [
    'jsonata/runtime/operators.ts',
    'list.indexOf(value) !== -1',
    'list.indexOf(value) > 0',
    'src/jsonata/runtime/operators',
  ],
  ['jsonata/leavesJson.ts', '(flows && arithmetic.has(node.value))', 'false', 'foreignValues'],
  ['jsonata/leavesJson.ts', '(flows && !node.thunk)', 'false', 'foreignValues'],
  ['request/header.ts', '/[^\\t\\x20', '/[^\\t\\n\\x20', 'property/requestParts', 'property/batches'],
  ['request/cut.ts', 'items + count > maxItems', 'items > maxItems', 'property/batches'],
  ['request/cut.ts', 'body.bytes <= maxBytes', 'true', 'src/request/cut'],
  ['request/cut.ts', 'close(part.slice(half))', '', 'src/request/cut'],
  ['engine/run/requests.ts', 'done.includes(whole)', 'false', 'property/batchesForAll'],
  ['engine/run/batches.ts', 'part: drafts.length', 'part: 0', 'property/batchesForAll'],
  ['engine/run/order.ts', 'place > first', 'place < first', 'property/order'],
  ['engine/run/order.ts', 'this.#floor = place', '', 'property/order'],
  ['engine/run/order.ts', 'place > this.#last', 'place < this.#last', 'property/order'],
  ['engine/run/module.ts', 'written !== version', 'false', 'built/equal'],
  ['workspace/build.ts', 'sourceFile(other) !== sourceFile(source)', 'false', 'cli/build'],
  ['workspace/build.ts', 'inside.slice(0, -2)', 'inside.slice(0, -1)', 'cli/build'],
  ['node/fileSystem.ts', 'this.read(path) === text', 'true', 'cli/build'],
  ['value/lazy.ts', 'computed ??=', 'computed =', 'src/value/lazy'],
  ['event/id.ts', 'digits.length <= exactDigits', 'digits.length < exactDigits', 'src/event/id'],
  ['event/timestamp.ts', '- sent.seconds', '+ sent.seconds', 'property/normalize', 'normalize.test'],
  ['workspace/filePath.ts', "parts.at(-1) !== '..'", 'true', 'src/workspace/filePath'],
  [
    'workspace/subscriptionPreview.ts',
    "verdict === 'failed' || verdict",
    'verdict',
    'src/workspace/subscriptionPreview',
  ],
  ['value/webUrl.ts', 'port > 65_535', 'port > 65_536', 'src/value/webUrl'],
  ['value/webUrl.ts', "if (dots === '..') segments.pop()", '', 'src/value/webUrl'],
  ['jsonata/runtime/filter.ts', 'run.spend(list.length, units + cost.kept)', '', 'src/jsonata/units'],
  ['jsonata/functions/strings.ts', 'at + mark!.length', 'at', 'oracle/jsonataFunctions'],
  ['destination/coercePayload.ts', 'value > maximum', 'value >= maximum', 'property/coercion'],
  ['destination/coercePayload.ts', 'length < minimum', 'length <= minimum', 'property/coercion'],
  ['destination/fits.ts', 'schema.not !== undefined && fits(value, schema.not, root)', 'false', 'property/shape'],
  [
    'document/splitJson.ts',
    "head.startsWith('[') || head.includes('\\n')",
    '/^\\s*\\[|\\S[^\\n]*\\n/.test(piece)',
    'src/document/splitJson',
  ],
  [
    'workspace/filePath.ts',
    '/** Resolves a path relative',
    "import { resolve } from 'node:path'\nexport { resolve }\n/** Resolves a path relative",
    'test/browser',
  ],
]

const run = promisify(execFile)
let restore = () => {}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    restore()
    process.exit(130)
  })
}

const isCaught = tests =>
  run('npx', ['vitest', 'run', '--bail=1', ...tests]).then(
    () => false,
    ({ stdout }) => /Tests .*\d failed|Failed Suites/.test(stdout),
  )

let missed = 0
for (const [name, find, replacement, ...tests] of mutants.filter(([name]) => name.includes(process.argv[2] ?? ''))) {
  const file = new URL(`../src/${name}`, import.meta.url)
  const source = readFileSync(file, 'utf8')
  if (source.split(find).length !== 2) throw new Error(`${name}: not there exactly once: ${find}`)
  restore = () => writeFileSync(file, source)
  writeFileSync(
    file,
    source.replace(find, () => replacement),
  )
  const caught = await isCaught(tests).finally(restore)
  if (!caught) missed++
  console.log(`${caught ? 'caught' : 'MISSED'}  ${name}: ${JSON.stringify(find)}`)
}
console.log(`${missed} missed`)
process.exitCode = missed > 0 ? 1 : 0
