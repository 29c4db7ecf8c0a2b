import { Readable } from 'node:stream'
import { describe, expect, test } from 'vitest'
import { lint } from '../src/api/analysis.ts'
import { type CompileError, codes, compile, type Definition, normalize } from '../src/api/index.ts'
import type { ExitError } from '../src/cli/exit.ts'
import { mostHeld, readCalls } from '../src/cli/stream/readCalls.ts'
import { JsonSyntaxError, parseJsonc } from '../src/document/index.ts'
import { NodeFileSystem } from '../src/node/index.ts'
import { parseSuite } from '../src/suite/index.ts'
import { checkFile } from '../src/workspace/index.ts'
import { errorPages } from './errorPages.ts'
import { workspace } from './workspace.ts'

/** Runs the example of a page by its kind, and returns the resulting codes. */
const trials: Record<string, (example: string) => string[] | Promise<string[]>> = {
  'json definition': example => codesOf(lint(JSON.parse(example))),
  'json mappings': example =>
    codesOf(checkFile(workspace, 'example.json', { rules: {}, events: [], text: example }).diagnostics),
  'json events'(example) {
    const { definition, events } = JSON.parse(example)
    return codesOf(lint(definition, { events: normalize({ batch: events }).events }))
  },
  'json event': example => codesOf(normalize(JSON.parse(example)).diagnostics),
  'json run'(example) {
    const { definition, event } = JSON.parse(example)
    const destination = compile(definition as Definition)
    expect(lint(definition)).toEqual([])
    const { actions, failures } = destination.map(normalize(event).events[0])
    return codesOf([...failures, ...destination.requests(actions).failures])
  },
  'json account'(example) {
    const { definition, options } = JSON.parse(example)
    try {
      compile(definition as Definition, options)
      return []
    } catch (error) {
      return codesOf((error as CompileError).diagnostics)
    }
  },
  'json input'(example) {
    const { definition, map, requests } = JSON.parse(example)
    const destination = compile(definition as Definition)
    return codesOf((requests === undefined ? destination.map(map) : destination.requests(requests)).failures)
  },
  'json suite'(example) {
    try {
      parseSuite(JSON.parse(example))
      return []
    } catch (error) {
      return codesOf((error as CompileError).diagnostics)
    }
  },
  'json file': example => thrownBy(() => parseJsonc(example), JsonSyntaxError, 'CM108'),
  async 'text input'(example) {
    const host = { stdin: Readable.from([Buffer.from(example)]), files: new NodeFileSystem('.') }
    const refused: { readonly code: string }[] = []
    try {
      for await (const calls of readCalls(host, ['-'], {}, mostHeld)) {
        refused.push(...calls.flatMap(call => ('refused' in call ? [call.refused] : [])))
      }
      return codesOf(refused)
    } catch (error) {
      return codesOf((error as ExitError).diagnostics)
    }
  },
}

function codesOf(problems: readonly { readonly code?: string | undefined }[]): string[] {
  return [...new Set(problems.flatMap(({ code }) => code ?? []))]
}

function thrownBy(run: () => unknown, kind: abstract new (...args: never[]) => Error, code: string): string[] {
  try {
    run()
    return []
  } catch (error) {
    expect(error).toBeInstanceOf(kind)
    return [code]
  }
}

/** The mistake, the fix, the broken example, the corrected one if there is one, the reason. */
const shape =
  /\S.*\n\n\*\*How to fix it\.\*\* .*\n\nBroken:\n\n```.+\n[^`]*\n```\n\n(?:Fixed:\n\n```.+ fixed\n[^`]*\n```\n\n)?\S.*\n/
describe('error pages', () => {
  test('exist for every code', () => {
    expect(errorPages.map(({ code }) => code)).toEqual(Object.keys(codes).sort())
  })

  test.each(errorPages)('$code: its example has this code and no other', async ({ code, kind, example }) => {
    expect(await trials[kind]?.(example)).toEqual([code])
  })

  const fixedPages = errorPages.filter(({ fixed }) => fixed !== undefined)

  test.each(fixedPages)('$code: its corrected example has no code', async ({ kind, fixed = '' }) => {
    expect(await trials[kind]?.(fixed)).toEqual([])
  })

  test.each(errorPages)('$code: it names the problem, the fix and the reason', ({ code, text }) => {
    const { name } = codes[code as keyof typeof codes]
    expect(text).toMatch(new RegExp(`^# ${code} ${name}\\n\\n${shape.source}$`))
  })
})
