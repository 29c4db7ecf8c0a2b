import { isObject, type Json } from '../value/index.ts'
import { attempt } from './attempt.ts'
import { resolveBeside } from './filePath.ts'
import { isTestFile } from './findFiles.ts'
import { readJson } from './readJson.ts'
import type { Workspace } from './workspace.ts'

/** Most sample events of a file. */
const most = 200

/**
 * Finds sample events for a mappings file, definition or test file: the events of its tests, and those in files named
 * `event….json` or `events….ndjson` beside it. Files that cannot be read have none.
 */
export function findSamples(workspace: Workspace, file: string): Json[] {
  const tests = isTestFile(file) ? file : file.replace(/\.json$/, '.test.json')
  const folder = resolveBeside(file, '.')
  const named = attempt(() => workspace.files.glob('event*.{json,ndjson}', folder)) ?? []
  return [...readTests(workspace, tests), ...named.flatMap(path => readEvents(workspace, path))].slice(0, most)
}

function readTests(workspace: Workspace, file: string): Json[] {
  const value = attempt(() => readJson(workspace.files, file).value)
  const { events = {}, tests = [] } = isObject(value) ? value : {}
  const named = isObject(events) ? Object.values(events) : []
  const inline = Array.isArray(tests)
    ? tests.flatMap(test => (isObject(test) ? [test.event, test.events].flat() : []))
    : []
  return [...named, ...inline].flatMap(event => {
    if (typeof event === 'string' && /[/.]/.test(event))
      return readEvents(workspace, resolveBeside(file, event.replace(/#\d+$/, '')))
    return isObject(event) ? [event] : []
  })
}

function readEvents({ files }: Workspace, path: string): Json[] {
  if (!path.endsWith('.ndjson')) return [attempt(() => readJson(files, path).value) ?? []].flat()
  const lines = attempt(() => files.read(path))?.split('\n', most) ?? []
  return lines.flatMap(line => attempt(() => JSON.parse(line) as Json) ?? [])
}
