import type { Place } from './holes.ts'
import type { Copies, PlacedPart } from './sourceMap.ts'
import { isPathText, takesPaths } from './textForms.ts'

/** Replaces a list of paths in place of a `default` by the first that has a value. Holes may give some of the paths. */
export function firstPath(list: unknown[], { at, schema }: Place, { sources }: Copies): unknown {
  if (!takesPaths(schema) || !isPathText(list)) return list
  const paths = sources.splitList([list, at]).map(([text, written]): PlacedPart => {
    return [sources.join(written, new Map([['@path', [text, written]]])), written]
  })
  return sources.join(at, new Map([['@coalesce', [sources.joinList(at, paths), at]]]))
}
