import { standard, writtenSchema } from '../../destination/index.ts'
import { isObject, type Json, type JsonObject, type Path, pointer } from '../../value/index.ts'
import { code, describe, type Entry } from '../entry.ts'
import { jsonataLanguage } from '../languages/jsonata.ts'
import { triggerLanguage } from '../languages/trigger.ts'
import { conditionNames } from '../names/conditionNames.ts'
import { describeField, type KnownDefinition } from '../names/definitions.ts'
import { PathTree } from '../names/pathTree.ts'
import { findAction, inputAt, inputTree } from '../names/roots.ts'
import { triggerNames } from '../names/triggerNames.ts'
import { placeIn, type Scene } from '../scene.ts'
import { lazyLanguage, type MappingNames, mappingShape, textShape } from './mappingShape.ts'
import { schemaShape } from './schemaShape.ts'
import type { Shape } from './shape.ts'
import { levelShape, subscriptionPart } from './subscriptionShape.ts'

/** The shape of a definition. */
export function definitionShape(scene: Scene, known: KnownDefinition): Shape {
  const written = known.written as JsonObject
  const parts = (place: Path) => (key: string) => referenceShape(key, place, scene, written)
  const mapping = (place: Path): MappingNames => {
    const input = inputAt(place)
    return {
      tree: () => inputTree(input, place, known, () => scene.events(known)),
      functions: () => known.listFunctions(),
      fields: input === 'event' ? undefined : () => known.listFields(findAction(place)),
      references: parts(place),
      // The use of these parts decides whether a string is a name.
      parts: input === 'any' ? () => listReferences(place, scene, written) : undefined,
    }
  }
  const subscription = {
    known,
    trigger: () => triggerNames(scene.events(known), scene.samples(), known.subscriptions),
    mapping: mapping(['subscriptions']),
  }
  return schemaShape({
    root: writtenSchema as unknown as JsonObject,
    free: (place, language) => textShape(mapping(place), language),
    keys: place => listInherited(place, scene, written),
    parts: place => listReferences(place, scene, written),
    language: place =>
      isRequired(place) ? lazyLanguage(() => triggerLanguage(conditionNames(place, known))) : undefined,
    special(place) {
      const [part, name, key, ...rest] = place
      const last = place.at(-1)!
      if (part === 'rules' && name === undefined) return levelShape
      if (part === 'functions' && place.length === 2) return functionShape(known)
      if (part === 'subscriptions' && key !== undefined && rest.length === 0) {
        return subscriptionPart(key, known.subscriptions[Number(name)], subscription)
      }
      if (last === 'fieldKey' || (last === 'field' && place.at(-3) === 'checks')) {
        return { values: () => known.listFields(findAction(place)) }
      }
      if (part === 'actions' && key === 'extends') return { values: () => listTemplates(scene, written) }
      if (part === 'actions' && key === 'with')
        return withShape(findAction(place)!, scene, written, mapping([...place, 'hole']))
      return referenceShape(last, place, scene, written)
    },
  })
}

/** True for the conditions on which a field is required. */
function isRequired(place: Path): boolean {
  return place.at(-1) === 'required' && ['fields', 'properties'].includes(place.at(-3)!)
}

function functionShape(known: KnownDefinition): Shape {
  const language = lazyLanguage(() => jsonataLanguage({ tree: new PathTree(), functions: () => known.listFunctions() }))
  return { language, child: () => ({ language }) }
}

/** The shape of the value of `$ref` or `$with`; `undefined` for another key. */
function referenceShape(key: string, place: Path, scene: Scene, written: JsonObject): Shape | undefined {
  if (key === '$ref') return { values: () => listReferences(place, scene, written) }
  if (key !== '$with') return undefined
  const template = place[0] === 'templates' ? read(written.templates, place[1]!) : undefined
  const holes = read(template, 'with')
  const list = Array.isArray(holes) ? holes.filter(hole => typeof hole === 'string') : []
  const entry = (name: string, index: number): Entry => ({
    name,
    kind: 'reference',
    text: `A hole of the template \`${place[1]}\`.`,
    target: () => placeIn(scene, ['templates', place[1]!, 'with', String(index)]),
  })
  return { values: () => list.map(entry) }
}

/** Sections with parts that others refer to. */
const sections = ['fragments', 'fields', 'settings', 'constants', 'actions', 'templates']

/** Lists standard parts, and parts of this file that have a name. */
function listReferences(place: Path, scene: Scene, written: JsonObject): Entry[] {
  const own = sections.flatMap(section =>
    Object.entries(asObject(written[section])).map(([name, value]): Entry => {
      const path = [section, name]
      return {
        name: `#${pointer('', ...path)}`,
        kind: 'reference',
        text: describe(`A part of this file.`, code(value as Json)),
        target: () => placeIn(scene, path),
      }
    }),
  )
  const around = `#${pointer('', ...place.slice(0, 2))}`
  const standardParts = Object.entries(standard).map(([name, part]): Entry => {
    const described = isObject(part) && typeof part.type === 'string' ? describeField(name, part as never) : undefined
    return { ...described, name: `std#/${name}`, kind: 'reference', text: described?.text ?? 'A list of choices.' }
  })
  return [...standardParts, ...own.filter(({ name }) => name !== around)]
}

function listTemplates(scene: Scene, { templates }: JsonObject): Entry[] {
  return Object.entries(asObject(templates)).map(([name, template]) => {
    const { with: holes } = asObject(template)
    return {
      name,
      kind: 'template',
      text: describe(
        'A template of this file.',
        Array.isArray(holes) && `Holes: ${holes.map(hole => code(hole)).join(', ')}`,
      ),
      target: () => placeIn(scene, ['templates', name]),
    }
  })
}

/** Lists the fields or checks that an action has from its template, and may change. */
function listInherited([part, action, key, ...rest]: Path, scene: Scene, { actions, templates }: JsonObject): Entry[] {
  if (part !== 'actions' || (key !== 'fields' && key !== 'checks') || rest.length > 0) return []
  const template = asObject(asObject(actions)[action!]).extends
  const inherited = typeof template === 'string' ? asObject(read(asObject(templates)[template], key)) : {}
  return Object.keys(inherited)
    .filter(name => !name.startsWith('$'))
    .map(name => ({
      name,
      kind: 'key',
      text: `Of the template \`${template}\`; \`null\` removes it.`,
      target: () => placeIn(scene, ['templates', template as string, key, name]),
    }))
}

/** The values that an action gives to the holes of its template. */
function withShape(action: string, scene: Scene, { actions, templates }: JsonObject, names: MappingNames): Shape {
  const template = asObject(asObject(actions)[action]).extends
  const holes = typeof template === 'string' ? asObject(asObject(templates)[template]).with : undefined
  const list = Array.isArray(holes) ? holes.filter(hole => typeof hole === 'string') : []
  return {
    keys: () =>
      list.map((name, index) => ({
        name,
        kind: 'key',
        text: `A hole of the template \`${template}\`.`,
        target: () => placeIn(scene, ['templates', template as string, 'with', String(index)]),
      })),
    child: () => mappingShape(names),
  }
}

function asObject(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {}
}

function read(value: Json | undefined, key: string): Json | undefined {
  return asObject(value)[key]
}
