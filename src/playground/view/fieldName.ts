import { pointerKeys } from '../../value/index.ts'

/** `data.items` of the pointer `/data/items`. */
export function fieldName(pointer: string): string {
  return pointer === '' ? 'the whole payload' : pointerKeys(pointer).join('.')
}
