import { type Directive, directives, type MemberDirective } from '../../mapping/index.ts'
import { code, describe, type Entry } from '../entry.ts'
import { jsonataLanguage } from '../languages/jsonata.ts'
import type { TextLanguage } from '../languages/language.ts'
import { pathLanguage } from '../languages/path.ts'
import { templateLanguage } from '../languages/template.ts'
import { valueEntry } from '../names/definitions.ts'
import { PathTree } from '../names/pathTree.ts'
import { listShape, type Shape } from './shape.ts'

/** Names that a mapping can use. */
export interface MappingNames {
  readonly tree: () => PathTree
  readonly functions: () => readonly Entry[]
  /** Fields of the payload, for mappings of one. */
  readonly fields?: (() => readonly Entry[]) | undefined
  /** References to other parts of the file. */
  readonly references?: ((key: string) => Shape | undefined) | undefined
  /** Names of parts, where the use of a part decides whether a string is one, and whether a string is short for a mapping. */
  readonly parts?: (() => readonly Entry[]) | undefined
}

/** The shape of a mapping: JSON with directives. `values` are those that its field takes. */
export function mappingShape(names: MappingNames, values: () => readonly Entry[] = names.parts ?? (() => [])): Shape {
  return {
    keys: () => usable(names).flatMap(directive => [directiveEntry(directive), ...ownKeys(directive)]),
    values,
    child(key) {
      const directive = directives.get(key)
      if (directive) return argumentShape(directive, names, values)
      if (usable(names).some(directive => ownKeys(directive).some(({ name }) => name === key))) {
        return listShape({ values: names.fields! })
      }
      return names.references?.(key) ?? textShape(names, names.parts && textKeys.get(key))
    },
  }
}

/** Languages of strings in place of a mapping, by the key of the mapping in a part whose use is not known. */
const textKeys: ReadonlyMap<string, Directive['language']> = new Map([
  ['when', 'jsonata'],
  ['default', 'path'],
])

/** The shape of a mapping, or of a string or a list of strings in its place. */
export function textShape(names: MappingNames, text: Directive['language']): Shape {
  const language = chooseLanguage(text, names)
  const mapped = mappingShape(names)
  if (language === undefined) return mapped
  return { ...mapped, language, child: key => ({ ...mapped.child?.(key), ...(/^\d+$/.test(key) && { language }) }) }
}

/** `@fields` and the like copy fields of a payload. */
function usable({ fields }: MappingNames): (Directive | MemberDirective)[] {
  return [...directives.values()].filter(({ language }) => language !== 'fields' || fields !== undefined)
}

/** Keys beside a directive that belong to it. Each lists fields. */
function ownKeys(directive: Directive | MemberDirective): Entry[] {
  if (!('own' in directive)) return []
  return directive.own.map(name => ({ name, kind: 'key', text: `Beside \`${directive.name}\`: fields to leave out.` }))
}

function directiveEntry({ name, summary, examples, language, members }: Directive | MemberDirective): Entry {
  const shown = examples.slice(0, 2).map(({ mapping, input, result, note }) => {
    const gives = result === undefined ? 'nothing' : code(result)
    return `${code(JSON.stringify(mapping))} of ${code(JSON.stringify(input))} gives ${gives}${note ? ` (${note})` : ''}`
  })
  const isText = language !== undefined && language !== 'fields'
  return {
    name,
    kind: 'directive',
    text: describe(summary, shown.join('  \n')),
    form: members ? 'object' : isText ? 'string' : undefined,
  }
}

/** The shape of the argument of a directive. */
function argumentShape(
  { language, members, mapsItems }: Directive | MemberDirective,
  names: MappingNames,
  values: () => readonly Entry[],
): Shape {
  const spoken = chooseLanguage(language, names)
  if (mapsItems)
    return { child: key => (key === '0' ? { ...mappingShape(names), language: spoken } : itemShape(names)) }
  if (members) {
    return {
      keys: () =>
        Object.entries(members).map(([name, { summary, isRequired, choices }]) => ({
          name,
          kind: 'key',
          text: summary,
          detail: isRequired ? 'required' : undefined,
          form: choices?.every(choice => typeof choice === 'string') ? 'string' : undefined,
        })),
      child(key) {
        const { choices, summary, hasOwnInput } = members[key] ?? {}
        if (choices) return { values: () => choices.map(choice => valueEntry(choice, summary)) }
        return mappingShape(hasOwnInput ? unknownInput : names, values)
      },
    }
  }
  if (language === 'fields') return fieldsShape(names)
  if (language === 'jsonata') return { language: spoken, child: () => ({ language: spoken }) }
  return { ...mappingShape(names, values), language: spoken }
}

const unknownInput: MappingNames = { tree: () => new PathTree(), functions: () => [] }

function chooseLanguage(language: Directive['language'], { tree, functions }: MappingNames): TextLanguage | undefined {
  switch (language) {
    case 'path':
      return lazyLanguage(() => pathLanguage(tree()))
    case 'template':
    case 'liquid':
      return lazyLanguage(() => templateLanguage(tree()))
    case 'jsonata':
      return lazyLanguage(() => jsonataLanguage({ tree: tree(), functions }))
    default:
      return undefined
  }
}

/** Collects the names that a language uses only if a string of it is looked at. */
export function lazyLanguage(open: () => TextLanguage): TextLanguage {
  return { look: (text, offset) => open().look(text, offset) }
}

/** Names of fields, and objects of new names and fields. */
function fieldsShape({ fields = () => [] }: MappingNames): Shape {
  const field: Shape = { values: fields }
  const values = () => [valueEntry('*', 'Every field of the action.'), ...fields()]
  return { values, child: () => ({ ...field, ...listShape(field) }) }
}

/** The mapping of an item: paths are relative to it. The path of the list is not followed, so items of all lists count. */
function itemShape(names: MappingNames): Shape {
  return mappingShape({ ...names, tree: () => collectItems(names.tree()) })
}

function collectItems(tree: PathTree): PathTree {
  const items = new PathTree()
  const visit = (node: PathTree) => {
    for (const [key, child] of node.children) {
      if (key === '0') for (const [name, member] of child.children) items.children.set(name, member)
      visit(child)
    }
  }
  visit(tree)
  return items
}
