import { type Extra, type Fix, nearIn } from '../diagnostics/index.ts'
import { destinationLibrary } from '../jsonata/index.ts'
import { type Form, hole, suggest, synonym } from '../text/index.ts'
import { isObject, type Json, type JsonObject, type Pointer, pointer } from '../value/index.ts'

/** Suggests a replacement for an unknown directive, by its spelling or by synonyms. */
export function unknownDirective(name: string, value: JsonObject, at: Pointer, names: Iterable<string>): Extra {
  const list = [...names]
  const form = synonym(name, 'directive') ?? (suggest(name, list) === undefined ? asFunction(name) : undefined)
  if (form === undefined || Array.isArray(form)) return { ...nearIn('directive', name, list), marks: 'key' }
  if (typeof form === 'string') {
    return { help: `did you mean \`${form}\`?`, marks: 'key', fix: probably({ at: pointer(at, name), key: form }) }
  }
  const written = form as JsonObject
  const filled = Object.keys(value).length === 1 ? fill(written, value[name] as Json) : undefined
  const isFilled = filled !== undefined && print(filled) !== print(written)
  const help = `did you mean \`${print(isFilled ? filled : written)}\`?`
  return { help, marks: 'key', ...(isFilled && { fix: probably({ at, value: filled }) }) }
}

/** Prints JSON on one line, as people write it; a hole needs no quotes. */
function print(value: Json): string {
  return JSON.stringify(value, null, 1).replace(/\n */g, ' ').replaceAll(`"${hole}"`, hole)
}

/** Suggests `@jsonata` for a function of expressions that is written as a directive. */
function asFunction(name: string): Form | undefined {
  const word = name.slice(1)
  return destinationLibrary.has(word) ? { '@jsonata': `$${word}(${hole})` } : undefined
}

function probably(edit: Fix['edits'][number]): Fix {
  return { applicability: 'unsafe', edits: [edit] }
}

/** Fills the hole of a form; `undefined` if the argument cannot be written there. */
function fill(form: Json, argument: Json): Json | undefined {
  if (form === hole) return isPath(argument) ? { '@path': argument } : argument
  if (typeof form === 'string') return form.includes(hole) ? fillText(form, argument) : form
  if (!isObject(form)) return form
  const entries = Object.entries(form).map(([key, part]) => [key, fill(part as Json, argument)] as const)
  return entries.every(([, part]) => part !== undefined) ? (Object.fromEntries(entries) as Json) : undefined
}

/** Fills the hole of an expression, in which a path of plain keys has no `$.`. */
function fillText(form: string, argument: Json): string | undefined {
  const path = isObject(argument) ? argument['@path'] : argument
  return isPath(path) && plain.test(path) ? form.replaceAll(hole, path.slice(2)) : undefined
}

const plain = /^\$(\.[A-Za-z_]\w*)+$/

function isPath(value: unknown): value is string {
  return typeof value === 'string' && /^\$\.\w/.test(value)
}
