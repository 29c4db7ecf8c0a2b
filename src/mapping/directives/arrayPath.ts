import { Block, isArray, type JsCode, js, read } from '../../code/index.ts'
import { charge, cost, isObject, type Path } from '../../value/index.ts'
import type { Directive } from '../directive.ts'
import { emitMapping } from '../emit.ts'
import { parseInputPath } from '../inputPath.ts'
import type { Applied, Mapping } from '../mapping.ts'

export const arrayPath: Directive = {
  name: '@arrayPath',
  summary: 'Maps each item of a list at a path. Paths in that mapping are relative to the item.',
  language: 'path',
  mapsItems: true,
  examples: [
    {
      mapping: { '@arrayPath': ['$.properties.products', { id: { '@path': '$.product_id' }, kind: 'product' }] },
      input: { properties: { products: [{ product_id: 'p-1' }, { name: 'Tea' }] } },
      result: [{ id: 'p-1', kind: 'product' }, { kind: 'product' }],
    },
    {
      mapping: { '@arrayPath': ['$.properties', { id: { '@path': '$.product_id' } }] },
      input: { properties: { product_id: 'p-1' } },
      result: [{ id: 'p-1' }],
      note: 'a single object counts as a list of one item',
    },
    {
      mapping: { '@arrayPath': ['$.properties.tags'] },
      input: { properties: { tags: ['new'] } },
      result: ['new'],
      note: 'without a mapping the value stays unchanged',
    },
    {
      mapping: { '@arrayPath': [{ '@json': { mode: 'decode', value: { '@path': '$.items' } } }, { '@path': '$.id' }] },
      input: { items: '[{"id":1},{"id":2}]' },
      result: [1, 2],
      note: 'the list may be a directive',
    },
    {
      mapping: { '@arrayPath': ['$.properties.products', { id: { '@path': '$.product_id' } }] },
      input: { properties: {} },
    },
  ],
  parse(argument) {
    const items = argument.items()
    if (items === undefined) return undefined
    const [source, item, ...others] = items
    if (source === undefined) return argument.fault('`@arrayPath` takes a path and the mapping of an item')
    for (const other of others) other.ignore('`@arrayPath` takes a path and one mapping')
    const list = parseList(source)
    if (item === undefined || !isObject(item.value) || Object.keys(item.value).length === 0) {
      item?.ignore('the mapping of an item is an object or a directive')
      return list
    }
    const shape = item.mapping()
    const origin = (path: Path) => list.path && [...list.path, '?', ...path]
    return {
      parts: [...(list.parts ?? []), { mapping: shape, origin, place: ['*'] }],
      reads: list.reads ?? [],
      emit(block, input, keepsAbsentKeys) {
        const value = list.emit(block, input, keepsAbsentKeys)
        return block.const(js`${emitItems(shape, block)}(${value})`)
      },
    }
  },
}

/** Declares a function that maps the items of a list. Mappings of several actions share it. */
function emitItems(shape: Mapping, { unit, trace }: Block): JsCode {
  return unit.function(() => {
    const [value, items, result, element] = [unit.variable(), unit.variable(), unit.variable(), unit.variable()]
    const loop = new Block(unit, { trace })
    loop.add(js`${result}.push(${emitMapping(shape, loop, element)});`)
    return js`${value} => {
if (typeof ${value} !== "object" || ${value} === null) return ${value};
const ${items} = ${unit.import({ isArray })}(${value}) ? ${value} : [${value}];
${unit.import({ charge })}(${items}.length * ${loop.units + cost.kept});
const ${result} = [];
for (const ${element} of ${items}) {
${loop.code}
}
return ${result};
}`
  })
}

/** Parses the list: a path, or a directive. */
function parseList(source: Parameters<Directive['parse']>[0]): Applied & { readonly path?: Path } {
  if (typeof source.value === 'string') {
    const path = parseInputPath(source.value)
    return { path, reads: [{ path, at: source.at }], emit: (block, input) => read(block, input, path) }
  }
  const mapping = source.textMapping()
  return {
    parts: [{ mapping }],
    emit: (block, input, keepsAbsentKeys) => emitMapping(mapping, block, input, keepsAbsentKeys),
  }
}
