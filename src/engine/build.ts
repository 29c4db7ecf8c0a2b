import isEmpty from 'lodash-es/isEmpty.js'
import pickBy from 'lodash-es/pickBy.js'
import { js, Unit } from '../code/index.ts'
import { parseDestination } from '../destination/index.ts'
import { CompileError, compiling, type Diagnostic, DiagnosticBag } from '../diagnostics/index.ts'
import { emitWhole } from './emit/module.ts'
import { allParts, type ModulePart, type ModuleParts } from './emit/parts.ts'
import { parseTemplates } from './emit/templates.ts'
import { type CreateOptions, createModule } from './run/module.ts'
import { version } from './run/version.ts'

/** A destination as an ES module. */
export interface BuiltModule {
  /** It imports from `callmap/runtime`, and exports `create`. Equal input gives equal text. */
  readonly code: string
  readonly warnings: readonly Diagnostic[]
}

interface BuildOptions extends Pick<CreateOptions, 'allowIds' | 'consent'> {
  /** Parts of the module. Default: all. */
  readonly only?: Iterable<ModulePart>
}

/**
 * Prints the module of a definition with subscriptions, by default its own, and with the options of its mappings file. It
 * holds no settings.
 *
 * @throws CompileError with every mistake in the definition and the subscriptions
 */
export function buildModule(
  definition: unknown,
  subscriptions?: unknown,
  { allowIds = [], consent = [], only = allParts }: BuildOptions = {},
): BuiltModule {
  const problems = new DiagnosticBag()
  return compiling(problems, () => build(definition, subscriptions, new Set(only), { allowIds, consent }, problems))
}

function build(
  definition: unknown,
  subscriptions: unknown,
  parts: ModuleParts,
  options: { readonly [name: string]: readonly string[] },
  problems: DiagnosticBag,
): BuiltModule {
  const destination = parseDestination(definition, subscriptions, problems)
  const templates = destination && parseTemplates(destination)
  if (templates === undefined || problems.errorCount > 0)
    throw new CompileError(problems.errors, problems.unlistedErrors)
  const unit = new Unit({ isPrinted: true })
  const whole = emitWhole(destination!, templates, unit, parts)
  const given = pickBy(options, list => list.length > 0)
  const more = isEmpty(given) ? js`` : js`, ${given}`
  const body = js`export const { create } = ${unit.import({ createModule })}(${version}, ${whole}${more});`
  const code = `// Built by callmap ${version}. Change the source, and build again.
import {
${[...unit.imports.keys()]
  .sort()
  .map(name => `  ${name},\n`)
  .join('')}} from 'callmap/runtime'

${unit.source(body)}
`
  return { code, warnings: problems.list }
}
