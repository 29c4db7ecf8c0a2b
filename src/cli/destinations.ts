import { CompileError, compile, type Definition, type Destination, type Diagnostic, type SubscriptionDefinition } from '../index.ts'
import { bundledFile, bundledSlugs } from './bundled.ts'
import type { GlobalFlags } from './command.ts'
import { filesMatching } from './glob.ts'
import { isObject, locate } from './jsonc.ts'
import { readUse, type Use } from './mappingsFile.ts'
import type { Problem } from './problem.ts'
import { fillSettings, type Vault } from './settings.ts'
import { exit, Stop } from './stop.ts'

/** A compiled destination, and where it came from. */
export interface Loaded {
  readonly destination: Destination
  /** The mappings file, or else the definition. */
  readonly file: string
  /** Whether its settings are made up. */
  readonly trial: boolean
  readonly subscriptions: readonly string[]
  /** Of a reference as requests show it to the secret's name. */
  readonly secrets: ReadonlyMap<string, string>
  /** Settings whose secret is written in the file, to the name that it should be referred to by. */
  readonly plain: ReadonlyMap<string, string>
}

const defaultPattern = 'mappings/**/*.json'

/** Finds and compiles the destinations that the flags name. Throws a `Stop` with every mistake in all of them. */
export function loadDestinations(flags: GlobalFlags, vault?: Vault): Loaded[] {
  const loaded: Loaded[] = []
  const problems: Problem[] = []
  for (const use of findUses(flags)) {
    try {
      loaded.push(load(use, vault))
    } catch (error) {
      if (!(error instanceof CompileError)) throw error
      problems.push(...error.diagnostics.map(diagnostic => toProblem(diagnostic, use)))
    }
  }
  if (problems.length > 0) throw new Stop(exit.definition, ...problems)
  return loaded
}

function findUses({ mappings, destination: wanted }: GlobalFlags): Use[] {
  const uses = filesMatching(mappings ?? defaultPattern).map(readUse)
  if (mappings !== undefined && uses.length === 0) {
    throw new Stop(exit.usage, { message: `no file matches \`${mappings}\`` })
  }
  if (wanted === undefined) {
    if (uses.length > 0) return uses
    const help = `name them with -m, or a destination with -d: ${bundledSlugs().join(', ')}`
    throw new Stop(exit.usage, { message: `there are no mappings: no file matches \`${defaultPattern}\``, help })
  }
  return wanted.flatMap(slug => {
    const found = uses.filter(use => use.slug === slug)
    if (found.length > 0) return found
    if (mappings === undefined) return [readUse(bundledFile(slug))]
    const help = `they are for ${[...new Set(uses.map(use => use.slug))].join(', ')}`
    throw new Stop(exit.usage, { message: `no file that matches \`${mappings}\` is for \`${slug}\``, help })
  })
}

function load({ definition: { file, value }, slug, mappings }: Use, vault: Vault | undefined): Loaded {
  const definition = value as unknown as Definition
  const given = mappings && (mappings.settings ?? {})
  // What has not the shape of settings is left for `compile` to say so.
  const filled = given === undefined || isObject(given) ? fillSettings(slug, settingsOf(value), given, vault) : undefined
  const subscriptions = mappings?.subscriptions as readonly SubscriptionDefinition[] | undefined
  const destination = compile(definition, {
    settings: (filled?.settings ?? given) as never,
    ...(subscriptions === undefined ? {} : { subscriptions }),
  })
  return {
    destination,
    file: mappings?.source.file ?? file,
    trial: given === undefined && Object.keys(filled?.settings ?? {}).length > 0,
    subscriptions: (subscriptions ?? definition.subscriptions ?? []).map(({ name, action }) => name ?? action),
    secrets: new Map(filled?.secrets.map(name => [`<redacted ${name}>`, name])),
    plain: (mappings && filled?.plain) ?? new Map(),
  }
}

function settingsOf(definition: unknown): Parameters<typeof fillSettings>[1] {
  const settings = isObject(definition) ? definition.settings : undefined
  if (!isObject(settings)) return {}
  return Object.fromEntries(Object.entries(settings).filter(([, setting]) => isObject(setting))) as never
}

/** A diagnostic's pointer is into the mappings file where that holds the part, and else into the definition. */
function toProblem({ code, severity, message, at, span, help }: Diagnostic, { definition, mappings }: Use): Problem {
  const part = at.split('/')[1]
  const inMappings = mappings !== undefined && (part === 'settings' || mappings.subscriptions !== undefined)
  const source = inMappings && (part === 'settings' || part === 'subscriptions') ? mappings.source : definition
  return { code, severity, message, help, place: { ...source, ...locate(source.text, at, span) } }
}
