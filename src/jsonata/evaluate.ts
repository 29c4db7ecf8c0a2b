import { js, Unit } from '../code/index.ts'
import { charge, cost } from '../value/index.ts'
import type { Node } from './ast.ts'
import type { ContextKind } from './emitContext.ts'
import { findKind } from './findKind.ts'
import { type Builtin, library } from './library.ts'
import { findMistakes } from './mistakes.ts'
import { parseText } from './parseText.ts'
import { declareProgram } from './program.ts'
import { JsonataError, toError } from './runtime/error.ts'
import * as errorKinds from './runtime/errorKinds.ts'
import type { Evaluate, Run } from './runtime/run.ts'
import { signature } from './runtime/signature.ts'

/** Implements `$eval`. The expression sees the variables that are bound at the call; its own bindings end with it. */
function evaluate(
  run: Run,
  text: string | undefined,
  focus: unknown,
  input: unknown = null,
  kind: ContextKind = 'root',
  variables: readonly (readonly [string, unknown])[] = [],
): unknown {
  if (text === undefined) return undefined
  const isFocused = focus !== undefined
  charge(cost.compilation + text.length * cost.compiledCharacter)
  const node = attempt('D3120', () => parseText(text))
  return attempt('D3121', () => {
    run.enter(1)
    const evaluateText = compileText(
      run,
      text,
      node,
      isFocused ? 'root' : kind,
      variables.map(([name]) => name),
    )
    const result = evaluateText(isFocused ? focus : input, Object.fromEntries(variables))
    run.depth -= 1
    return result
  })
}

function compileText(run: Run, text: string, node: Node, kind: ContextKind, bindings: readonly string[]): Evaluate {
  const [mistake] = findMistakes(text, node, { functions: publicLibrary, names: new Set(bindings), kind })
  if (mistake) {
    const { code, token, message } = mistake
    throw new JsonataError(findKind(code), { token, ...(message === undefined ? {} : { message }) })
  }
  const unit = new Unit({ takesRun: true })
  const name = declareProgram(text, node, {
    unit,
    run: js`run`,
    kind,
    bindings,
    functions: publicLibrary,
    hasSites: true,
  })
  const program = unit.evaluate(js`return ${name};`) as (run: Run) => Evaluate
  return program(run)
}

function attempt<T>(code: string, action: () => T): T {
  try {
    return action()
  } catch (thrown) {
    const error = toError(thrown, errorKinds)
    // Limits end the whole evaluation, so `$eval` does not wrap them.
    if (error instanceof JsonataError && error.code === 'D1012') throw error
    throw new JsonataError(findKind(code), { value: error instanceof Error ? error.message : error })
  }
}

const evaluation: Builtin = {
  name: 'eval',
  implementation: evaluate,
  importName: '$eval',
  signature: signature('<sx?:x>'),
  arity: 2,
  takesRun: true,
  pure: false,
  seesScope: true,
}

/** All functions of the language. */
export const publicLibrary: ReadonlyMap<string, Builtin> = new Map([...library, ['eval', evaluation]])
