import { charge, cost } from '../../value/index.ts'

/** Functions of the language for chance. A destination may not call them. */

export function random(): number {
  return Math.random()
}

/** Shuffles by swaps from the end (Fisher and Yates). */
export function shuffle(list: readonly unknown[] | undefined): readonly unknown[] | undefined {
  if (list === undefined || list.length <= 1) return list
  charge(list.length * cost.kept)
  const shuffled = [...list]
  for (let last = shuffled.length - 1; last > 0; last--) {
    const chosen = Math.floor(Math.random() * (last + 1))
    const item = shuffled[chosen]
    shuffled[chosen] = shuffled[last]
    shuffled[last] = item
  }
  return shuffled
}
