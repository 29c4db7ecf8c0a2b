import { type Code, codes } from '../../diagnostics/index.ts'
import type { FilePlace } from '../../document/index.ts'
import { position } from '../../text/index.ts'
import type { LocatedDiagnostic } from '../../workspace/index.ts'
import type { Format } from './format.ts'

/** NDJSON. Offsets are UTF-16, from 0; lines and columns are counted from 1. */
export const json: Format = {
  name: 'json',
  isForPeople: false,
  render: problems => problems.map(problem => `${JSON.stringify(describe(problem))}\n`).join(''),
}

function describe(problem: LocatedDiagnostic): unknown {
  const { severity = 'error', code, message, at, place, label, related = [], note, help, fix } = problem
  const edits = fix?.edits.map(({ start, end, text }) => ({ range: [start, end], newText: text }))
  return {
    v: 1,
    ...(code !== undefined && { code, name: codes[code as Code].name }),
    severity,
    message,
    ...(place && { file: place.file }),
    ...(at !== undefined && { pointer: at }),
    ...(place && { range: range(place) }),
    labels: [
      ...(place && label ? [{ range: [place.start, place.end], text: label, file: place.file, primary: true }] : []),
      ...related.map(({ message, place }) => {
        return { range: [place.start, place.end], text: message, file: place.file }
      }),
    ],
    notes: note === undefined ? [] : [note],
    help: help === undefined ? [] : [{ text: help, ...(fix && { applicability: fix.applicability, edits }) }],
    ...(code !== undefined && { url: `callmap help ${code}` }),
  }
}

function range({ text, start, end }: FilePlace) {
  return {
    start: { offset: start, ...position(text, start) },
    end: { offset: end, ...position(text, end) },
  }
}
