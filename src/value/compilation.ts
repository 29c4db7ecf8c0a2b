/**
 * The work of one compilation, counted like that of a run: a unit is about a nanosecond. A compilation that has used up
 * its units stays so until it ends. Work outside of one, in tools, is not limited.
 */

/** Units of compiling a definition, and of compiling what an account adds to it. */
const compilationUnits = 300_000_000

/** Prices of a compilation in units. */
export const compileCost = {
  /** A value, clause or node that is parsed, searched or written as code. */
  node: 10_000,
  /** A setting, field, check or action of a definition: its short forms, and its name. */
  named: 6000,
  /** A field that is checked. */
  checkedField: 7000,
  /** A value of a setting, in each account. */
  setting: 10_000,
  /** A character of the place of a value: each value may have a place of its own. */
  placeCharacter: 10,
  /** A part of a request, also one that other requests share. */
  part: 4000,
  /** A field of an action, in each subscription that writes mappings. */
  field: 1000,
  /** A value that may be secret, in each mapping that may contain it. */
  secret: 1000,
  /** An expression, for which the parser of the package builds its tables. */
  expression: 100_000,
  /** A character of an expression, template or trigger that is parsed. */
  parsedCharacter: 500,
  /** A token of an expression, those among them that the parser of the package copies. */
  parsedToken: 600,
  /** A character of a Liquid template, which is parsed by a package. */
  liquidCharacter: 8000,
  /** A statement of the generated code. */
  statement: 5000,
  /** A character of the generated code. */
  writtenCharacter: 20,
  /** A character of code that is written into a longer piece. */
  joinedCharacter: 2,
  /** A violation of the schema, which is reported and repaired. */
  mistake: 20_000,
  /** A value of a test, in each row of its table. */
  filledValue: 200,
  /** A pair of things that are compared. */
  comparison: 200,
} as const

/** The compilation has used up its units. */
export class CompilationError extends Error {
  override readonly name = 'CompilationError'

  constructor() {
    super('this takes too much work to compile')
  }
}

let left = Number.POSITIVE_INFINITY

/** Pays for work of the compilation in progress. @throws CompilationError if its units are used up */
export function chargeCompilation(units: number): void {
  left -= units
  if (left < 0) throw new CompilationError()
}

/**
 * Runs one compilation, or a part of one, which has what is left to it.
 *
 * @throws CompilationError if it uses up its units, also where the action itself has caught the error
 */
export function compilationOf<T>(action: () => T): T {
  const outer = left
  const units = Math.min(outer, compilationUnits)
  left = units
  try {
    const result = action()
    if (left < 0) throw new CompilationError()
    return result
  } catch (error) {
    throw left < 0 ? new CompilationError() : error
  } finally {
    left = outer - (units - left)
  }
}
