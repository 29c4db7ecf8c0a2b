import { type JsCode, js, read } from '../code/index.ts'
import { own, type Path, parsePath } from '../value/index.ts'
import type { Argument } from './argument.ts'
import { emitMapping } from './emit.ts'
import type { Applied } from './mapping.ts'

/** A path as an argument: text, or a mapping that gives the text. `path` is there when it is known already. */
export function parsePathArgument(argument: Argument): Applied & { readonly path?: Path } {
  if (typeof argument.value === 'string') {
    const path = parseInputPath(argument.value)
    return { path, reads: [{ path, at: argument.at }], emit: (block, input) => read(block, input, path) }
  }
  const text = argument.mapping()
  if (text.kind !== 'directive') {
    argument.fault('a path is a string, or a directive that gives one', 'write it as `$.properties.total`')
  }
  return {
    parts: [{ mapping: text }],
    reads: [{ path: ['?'], at: argument.at }],
    emit(block, input): JsCode {
      const path = emitMapping(text, block, input)
      return block.const(js`${block.unit.link('readPath', readPath)}(${input}, ${path})`)
    },
  }
}

/** `$.` stands for the input, and need not be written. */
function parseInputPath(text: string): Path {
  return parsePath(text.startsWith('$.') ? text.slice(2) : text)
}

/** Reads a path that only a run tells. What is not a text is no path. */
function readPath(input: unknown, text: unknown): unknown {
  if (typeof text !== 'string') return undefined
  let value = input
  for (const key of parseInputPath(text)) {
    if (typeof value !== 'object' || value === null) return undefined
    value = own(value as Record<string, unknown>, key)
  }
  return value
}
