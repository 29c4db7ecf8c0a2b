import { mappingsSchema } from '../../destination/index.ts'
import { isObject, type Json, type JsonObject, type Path } from '../../value/index.ts'
import { attempt, parseJson } from '../../workspace/index.ts'
import { describe, type Entry } from '../entry.ts'
import { type KnownDefinition, listChoices } from '../names/definitions.ts'
import { triggerNames } from '../names/triggerNames.ts'
import type { Scene } from '../scene.ts'
import { schemaShape } from './schemaShape.ts'
import type { Shape } from './shape.ts'
import { levelShape, subscriptionPart } from './subscriptionShape.ts'

/** The shape of a mappings file. */
export function mappingsFileShape(scene: Scene): Shape {
  const value = scene.draft.value()
  const { destination, subscriptions } = isObject(value) ? value : ({} as JsonObject)
  const known = typeof destination === 'string' ? scene.openDefinition(destination, scene.document.file) : undefined
  const list = (Array.isArray(subscriptions) ? subscriptions : []) as readonly Json[]
  const names = {
    known,
    trigger: () => triggerNames(scene.events(known), scene.samples(), [...list, ...(known?.subscriptions ?? [])]),
    mapping: { tree: () => scene.events(known), functions: () => [] },
  }
  return schemaShape({
    root: mappingsSchema as unknown as JsonObject,
    free: () => undefined,
    special([part, key, inner, ...rest]: Path) {
      if (part === 'destination' && key === undefined) return { values: () => listDestinations(scene) }
      if (part === 'settings' && key === undefined) return settingsShape(known)
      if (part === 'rules' && key === undefined) return levelShape
      if (part !== 'subscriptions' || inner === undefined || rest.length > 0) return undefined
      return subscriptionPart(inner, list[Number(key)], names)
    },
  })
}

/** Lists the bundled destinations, and the definitions of the workspace by their paths. */
function listDestinations(scene: Scene): Entry[] {
  const { catalogue } = scene.workspace
  const bundled = catalogue.slugs().map((slug): Entry => {
    const found = catalogue.read(slug)
    const value = found && attempt(() => parseJson(found).value)
    const { name, description, actions } = isObject(value) ? value : ({} as JsonObject)
    const names = isObject(actions) ? Object.keys(actions).map(action => `\`${action}\``) : []
    return {
      name: slug,
      kind: 'destination',
      ...(typeof name === 'string' && { detail: name }),
      text: describe(
        typeof name === 'string' && `**${name}**`,
        typeof description === 'string' && description,
        names.length > 0 && `Actions: ${names.join(', ')}`,
      ),
    }
  })
  return [...bundled, ...listFiles(scene, file => /(?:^|[\\/])destination\.json$/.test(file))]
}

/** Lists files of the workspace by their paths from the edited file. */
export function listFiles({ workspace, document }: Scene, isWanted: (file: string) => boolean): Entry[] {
  const folder = document.file.replace(/[^\\/]*$/, '')
  // A folder that cannot be read would be a failure.
  const files = attempt(() => workspace.files.glob('**/*.json')) ?? []
  return files.filter(isWanted).map(file => {
    const path = workspace.files.relative(folder, file)
    return {
      name: path.startsWith('.') ? path : `./${path}`,
      kind: 'file',
      target: () => ({ file, from: 0, to: 0 }),
    }
  })
}

function settingsShape(known: KnownDefinition | undefined): Shape {
  return {
    keys: () => known?.listSettings() ?? [],
    child(key) {
      const setting = known?.definition.settings?.[key]
      return {
        keys: () => [
          { name: '$secret', kind: 'key', form: 'string', text: 'Name of a secret, whose value is not in the file.' },
        ],
        values: () => [
          ...(setting ? listChoices(setting) : []),
          ...(setting?.type === 'secret' ? [secretReference(key)] : []),
        ],
      }
    },
  }
}

/** A reference to a secret, named as environment variables are. */
function secretReference(key: string): Entry {
  const name = key.replace(/(?<=[a-z\d])(?=[A-Z])/g, '_').toUpperCase()
  return {
    name: '$secret',
    kind: 'value',
    value: { $secret: name },
    text: 'Refers to a secret, whose value is not in the file.',
  }
}
