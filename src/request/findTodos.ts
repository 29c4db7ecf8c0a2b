import { isObject, type Json, type Path, type Pointer, pointer, rememberByObject } from '../value/index.ts'

/** A `$todo`, with its path inside the request. */
interface Todo {
  readonly path: Path
  readonly note: Json
}

/** Finds `$todo` in a request, in any of its parts but literal data. */
export function findTodos(request: object, at: Pointer): { readonly at: Pointer; readonly note: Json }[] {
  return listTodos(request).map(({ path, note }) => ({ at: pointer(at, ...path), note }))
}

/** Todos by request: every request of a destination has the parts of its `request`. */
const listTodos = /* @__PURE__ */ rememberByObject(search)

/** Most requests have none, and this finds it without a list or a path. */
const none: readonly Todo[] = []

function search(value: object): readonly Todo[] {
  let found: Todo[] | undefined
  for (const key of Object.keys(value)) {
    const part = value[key as keyof typeof value] as unknown
    if (key === '$todo' && isObject(value)) {
      found ??= []
      found.push({ path: [key], note: part as Json })
    } else if (key !== '@literal' && typeof part === 'object' && part !== null) {
      for (const { path, note } of search(part)) {
        found ??= []
        found.push({ path: [key, ...path], note })
      }
    }
  }
  return found ?? none
}
