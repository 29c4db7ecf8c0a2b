import { describe, expect, it } from 'vitest'
import { type Cut, cutBatches, type Waiting } from './cut.ts'
import { byteLength, encodeBody } from './encode.ts'

const noLimits = { maxItems: Number.POSITIVE_INFINITY, maxBytes: Number.POSITIVE_INFINITY }

/** Each batch as its actions, with its body, or `alone` for an item over the limit. */
function show(cuts: readonly Cut<Waiting>[]): string[] {
  return cuts.map(({ waiting, body }) => `${waiting.map(({ action }) => action).join()} ${body?.text ?? 'alone'}`)
}

function cut(items: readonly unknown[], limits: Partial<typeof noLimits>, encode = encodeJson, distinct?: string[]) {
  const waiting = items.map((item, action) => ({ action, item, distinct: distinct?.[action] }))
  const weigh = ({ item }: Waiting) => byteLength(encodeBody(item, 'json'))
  return show(cutBatches(waiting, { ...noLimits, ...limits }, { encode, weigh }))
}

function encoded(value: unknown) {
  const text = JSON.stringify(value)
  return { value, text, bytes: byteLength(text) }
}

function encodeJson(part: readonly Waiting[]) {
  const value = part.flatMap(({ item }) => item)
  return encoded(value)
}

/** A body that is larger than its items: each is there once more for every item of the batch. */
function encodeSquare(part: readonly Waiting[]) {
  const value = part.map(() => part.map(({ item }) => item))
  return encoded(value)
}

describe('batches', () => {
  it.each<[string, readonly unknown[], Partial<typeof noLimits>, string[]]>([
    ['without limits are one', [1, 2, 3], {}, ['0,1,2 [1,2,3]']],
    ['hold no more items', [1, 2, 3], { maxItems: 2 }, ['0,1 [1,2]', '2 [3]']],
    ['count the items of lists', [[1, 2], 3, 4], { maxItems: 3 }, ['0,1 [1,2,3]', '2 [4]']],
    ['leave a list with too many items alone', [1, [2, 3], 4], { maxItems: 1 }, ['0 [1]', '1 alone', '2 [4]']],
    ['have no more bytes', [1, 2, 3], { maxBytes: 5 }, ['0,1 [1,2]', '2 [3]']],
    ['measure bytes, not characters', ['ä', 'ä'], { maxBytes: 10 }, ['0 ["ä"]', '1 ["ä"]']],
    ['leave an item with too many bytes alone', [1, 'long', 3], { maxBytes: 5 }, ['0 [1]', '1 alone', '2 [3]']],
  ])('%s', (_, items, limits, expected) => {
    expect(cut(items, limits)).toEqual(expected)
  })

  it('never hold a distinct value twice', () => {
    expect(cut([1, 2, 3], {}, encodeJson, ['a', 'b', 'a'])).toEqual(['0,1 [1,2]', '2 [3]'])
  })

  it.each<[maxBytes: number, string[]]>([
    [25, ['0,1,2 [[1,2,3],[1,2,3],[1,2,3]]']],
    [24, ['0 [[1]]', '1,2 [[2,3],[2,3]]']],
    [12, ['0 [[1]]', '1 [[2]]', '2 [[3]]']],
    [4, ['0 alone', '1 alone', '2 alone']],
  ])('are halved until the encoded body has at most %d bytes', (maxBytes, expected) => {
    expect(cut([1, 2, 3], { maxBytes }, encodeSquare)).toEqual(expected)
  })
})
