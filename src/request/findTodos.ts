import { isObject, type Json, type Pointer, pointer } from '../value/index.ts'

/** Finds `$todo` in a request, in any of its parts but literal data. */
export function findTodos(value: Json | undefined, at: Pointer): { readonly at: Pointer; readonly note: Json }[] {
  if (typeof value !== 'object' || value === null || !hasTodo(value)) return []
  return Object.entries(value).flatMap(([key, part]) => {
    if (key === '$todo' && isObject(value)) return [{ at: pointer(at, key), note: part as Json }]
    return key === '@literal' ? [] : findTodos(part as Json, pointer(at, key))
  })
}

/** Most requests have none, and this finds it without a list or a place. */
function hasTodo(value: object): boolean {
  return Object.keys(value).some(key => {
    const part = value[key as keyof typeof value] as unknown
    return key === '$todo' || (typeof part === 'object' && part !== null && hasTodo(part))
  })
}
