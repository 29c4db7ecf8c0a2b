import { resolveSubscriptions } from '../../analysis/index.ts'
import {
  exampleSettings,
  minimalTests,
  redactEvent,
  redactFor,
  sampleEvent,
  suggestAll,
} from '../../authoring/index.ts'
import type { Definition } from '../../destination/index.ts'
import type { SourceEvent } from '../../event/index.ts'
import { isObject, isSame, type Json, type JsonObject, own } from '../../value/index.ts'
import type { Evaluator } from './evaluate.ts'
import { readCall } from './events.ts'
import { hideSecrets } from './hideSecrets.ts'
import type { Definitions, Methods, Redacted } from './messages.ts'

/** Everything besides runs that needs the library. */
export function createTools(definitions: Definitions, evaluator: Evaluator): Omit<Methods, 'run'> {
  return {
    trace: subscription => evaluator.trace(subscription),
    complete: (file, text, offset) => evaluator.editor.complete({ file: evaluator.names[file], text }, offset),
    hover: (file, text, offset) => evaluator.editor.hover({ file: evaluator.names[file], text }, offset),
    sample: type => {
      const { loaded } = evaluator
      if (loaded === undefined) return { refused: 'a sample needs a mapping without errors' }
      const { source, destination } = loaded
      const definition = source.definition.value as unknown as Definition
      const subscriptions = (source.mappings?.subscriptions ?? resolveSubscriptions(definition)) as never
      const sample = sampleEvent(type, [{ destination, definition, subscriptions }])
      if ('refused' in sample) return { refused: `${sample.refused.message}: ${sample.refused.help}` }
      return { text: print(sample.event) }
    },
    redact: texts => texts.map((text, index) => redact(text, index, evaluator)),
    hideSecrets: project => {
      const known = evaluator.loaded?.source.definition.value ?? parse(own(definitions, project.destination))
      return hideSecrets(project, known as unknown as Definition | undefined)
    },
    start: (slug, texts) => {
      const events = texts.flatMap((text, index) => readCall(text, index).event ?? [])
      const definition = evaluator.bundled(slug)
      return startMapping(definition, evaluator.program(definition), events)
    },
    test: (text, tests) => {
      const { event } = readCall(text, 0)
      const { loaded } = evaluator
      if (event === undefined || loaded === undefined) return undefined
      const [test] = minimalTests([event], loaded.destination)
      return test && addTest(tests, test as unknown as Json)
    },
  }
}

function redact(text: string, index: number, { loaded }: Evaluator): Redacted {
  const { event } = readCall(text, index)
  if (event === undefined) return { text: '{}', replaced: [] }
  const given = event as unknown as JsonObject
  try {
    const made = loaded === undefined ? redactEvent(given, () => true) : redactFor(given, loaded.destination)
    return { text: print(made), replaced: listReplaced(given, made, '') }
  } catch {
    // Nested too deep to be walked: nothing of it is shared.
    return { text: '{}', replaced: [] }
  }
}

function listReplaced(before: Json | undefined, after: Json | undefined, path: string): Redacted['replaced'] {
  if (isSame(before, after)) return []
  if (isObject(before) && isObject(after)) {
    return Object.keys(before).flatMap(key => listReplaced(before[key], after[key], path ? `${path}.${key}` : key))
  }
  if (Array.isArray(before) && Array.isArray(after)) {
    return before.flatMap((item, i) => listReplaced(item, after[i], `${path}[${i}]`))
  }
  return [{ path, before: String(before), after: String(after) }]
}

/**
 * A mappings file for a destination: subscriptions for some events as `callmap init` suggests them, or without events
 * the default ones.
 */
function startMapping(
  definition: Definition,
  shared: ReturnType<Evaluator['program']>,
  events: readonly SourceEvent[],
): string {
  const suggested = events.length > 0 ? suggestAll(events, definition, shared).subscriptions : []
  const settings = exampleSettings(definition, shared, suggested, events)
  const subscriptions = suggested.length > 0 ? suggested : resolveSubscriptions(definition)
  return print({ destination: definition.slug, settings, subscriptions })
}

/** Adds a test to a test file. */
function addTest(text: string | undefined, test: Json): string | undefined {
  if (text === undefined || text.trim() === '') return print({ tests: [test] })
  try {
    const file = JSON.parse(text)
    return isObject(file) && Array.isArray(file.tests) ? print({ ...file, tests: [...file.tests, test] }) : undefined
  } catch {
    return undefined
  }
}

function parse(text: string | undefined): unknown {
  return text === undefined ? undefined : JSON.parse(text)
}

function print(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`
}
