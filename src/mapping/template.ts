import { built, charge, cost, type Path, parsePath, readPath } from '../value/index.ts'
import { toText } from './text.ts'

/** A piece of a template: a string, or the path of a value. */
export type TemplatePiece = string | Path

/** Splits a template into strings and paths: `Hi {{traits.name}}` is `['Hi ', ['traits', 'name']]`. */
export function parseTemplate(text: string): TemplatePiece[] {
  // Three braces bind stronger than two.
  return cut(text, /\{\{\{([^}]+)(\}\}\})?/g).flatMap(piece =>
    typeof piece === 'string' ? cut(piece, /\{\{([^}]+)(\}\})?/g) : [piece],
  )
}

/**
 * Splits a string at its placeholders. Closing braces are optional in the patterns, which keeps them linear: if they are
 * absent, they are absent for every opening brace in the match.
 */
function cut(text: string, placeholder: RegExp): TemplatePiece[] {
  const pieces: TemplatePiece[] = []
  let end = 0
  for (const match of text.matchAll(placeholder)) {
    const [whole, path, closed] = match
    if (closed === undefined) continue
    if (match.index > end) pieces.push(text.slice(end, match.index))
    pieces.push(parsePath(path!.trim()))
    end = match.index + whole.length
  }
  if (end < text.length) pieces.push(text.slice(end))
  return pieces
}

/** Renders a template that is computed at run time; `undefined` if it is not a string. */
export function renderTemplate(text: unknown, input: unknown): string | undefined {
  if (typeof text !== 'string') return undefined
  charge(text.length * cost.pathCharacter)
  const pieces = parseTemplate(text).map(piece => (typeof piece === 'string' ? piece : toText(readPath(input, piece))))
  return built(pieces.join(''))
}
