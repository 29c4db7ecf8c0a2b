import type { Failure } from '../engine/index.ts'
import { findWritten, type MappingsSource } from '../workspace/index.ts'
import { type Style, visible } from './style.ts'

/** Renders a failure; below it, the part of the definition that failed, with its file and line. */
export function failureLines(
  { code, check, at, message, template }: Pick<Failure, 'code' | 'check' | 'at' | 'message' | 'template'>,
  source: MappingsSource,
  style: Style,
  subject: readonly (string | undefined)[] = [],
): string[] {
  const line = `${style.red(code)}  ${visible([...subject, at, check, message].filter(Boolean).join('  '))}`
  return template === undefined
    ? [line]
    : [line, style.dim(visible(`${template}  ${findWritten(source, template).where}`))]
}
