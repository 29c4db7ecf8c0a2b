import type { Json, JsonObject } from '../../value/index.ts'
import { call } from './call.ts'
import { lists } from './lists.ts'
import { order } from './order.ts'
import { people } from './person.ts'
import { products } from './products.ts'
import { surroundings } from './surroundings.ts'

/** Fields and lists of choices that every definition may refer to: `{ "$ref": "std#/email" }`. */
export const standard: { readonly [name: string]: JsonObject | Json[] } = {
  ...call,
  ...people,
  ...order,
  ...products,
  ...surroundings,
  ...lists,
}
