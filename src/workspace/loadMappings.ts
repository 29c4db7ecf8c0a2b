import {
  checkMappingsFile,
  type Definition,
  isReference,
  type Settings,
  type SubscriptionDefinition,
} from '../destination/index.ts'
import { CompileError, type Diagnostic, DiagnosticBag, near } from '../diagnostics/index.ts'
import { JsonDocument, JsonSyntaxError } from '../document/index.ts'
import { position } from '../text/index.ts'
import { isObject, type JsonObject, own, pointer } from '../value/index.ts'

export interface LoadOptions {
  /** Definitions by the `destination` that files write: its slug, or a path. */
  readonly definitions: LookUp<Definition | JsonObject>
  /** Values of secrets by name. Without them, references stay, which is enough for previews. */
  readonly secrets?: LookUp<string>
}

type LookUp<T> = { readonly [name: string]: T | undefined } | ((name: string) => T | undefined)

/** The arguments of `compile`. */
export interface LoadedMappings {
  readonly definition: Definition | JsonObject
  readonly settings: Settings
  /** Absent if the file has none. `compile` then uses those of the definition. */
  readonly subscriptions?: readonly SubscriptionDefinition[]
  readonly allowIds?: readonly string[]
  readonly consent?: readonly string[]
}

/**
 * Parses a mappings file (JSON with comments) and replaces references to secrets by their values.
 *
 * @throws CompileError with all mistakes and their positions in the text
 * @example
 * const { definition, ...account } = loadMappings(text, { definitions: { customerio }, secrets: { CUSTOMERIO_API_KEY } })
 * const destination = compile(definition, account)
 */
export function loadMappings(text: string, { definitions, secrets }: LoadOptions): LoadedMappings {
  const document = parse(text)
  const { value } = document
  const problems = new DiagnosticBag()
  const mistakes = checkMappingsFile(value)
  const { destination, settings, subscriptions, allowIds, consent } = isObject(value) ? value : {}
  const definition = typeof destination === 'string' ? findDefinition(destination, definitions, problems) : undefined
  const revealed = secrets && isObject(settings) ? reveal(settings, secrets, problems) : settings
  const found = [...mistakes, ...problems.list]
  if (found.length > 0 || definition === undefined)
    throw new CompileError(found.map(problem => addPosition(problem, document)))
  return {
    definition,
    // `compile` reports settings and subscriptions of the wrong shape.
    settings: (revealed ?? {}) as Settings,
    ...(subscriptions !== undefined && { subscriptions: subscriptions as unknown as SubscriptionDefinition[] }),
    ...(allowIds !== undefined && { allowIds: allowIds as readonly string[] }),
    ...(consent !== undefined && { consent: consent as readonly string[] }),
  }
}

function parse(text: string): JsonDocument {
  try {
    // Positions do not name the file, which only the caller knows.
    return JsonDocument.parse({ file: '', text: text.replace(/^\ufeff/, ' ') })
  } catch (error) {
    if (!(error instanceof JsonSyntaxError)) throw error
    const problems = new DiagnosticBag()
    problems.add('CM108', '', error.message, { span: error.span, position: position(text, error.span.start) })
    throw new CompileError(problems.list)
  }
}

function addPosition(problem: Diagnostic, document: JsonDocument): Diagnostic {
  const { start } = document.locate(problem.at, { marks: problem.marks })
  return { ...problem, position: document.position(start) }
}

function findDefinition(name: string, definitions: LoadOptions['definitions'], problems: DiagnosticBag) {
  const definition = lookUp(definitions, name)
  if (definition !== undefined) return definition
  const { help, meant } = near(name, listNames(definitions))
  problems.add('CM413', '/destination', `there is no destination \`${name}\``, { help, meant })
  return undefined
}

function reveal(settings: JsonObject, secrets: LookUp<string>, problems: DiagnosticBag): JsonObject {
  const entries = Object.entries(settings).map(([key, value]) => {
    if (!isReference(value)) return [key, value]
    const { $secret: name } = value
    const secret = lookUp(secrets, name)
    if (typeof secret === 'string' && secret !== '') return [key, secret]
    const help = `give a value for \`${name}\` in \`secrets\``
    problems.add('CM706', pointer('/settings', key), `the secret \`${name}\` is not set`, { help }, () => {
      return { help: near(name, listNames(secrets)).help }
    })
    return [key, value]
  })
  return Object.fromEntries(entries)
}

function lookUp<T>(values: LookUp<T>, name: string): T | undefined {
  return typeof values === 'function' ? values(name) : own(values, name)
}

function listNames(values: LookUp<unknown>): string[] {
  return typeof values === 'function' ? [] : Object.keys(values)
}
