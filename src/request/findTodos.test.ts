import { expect, test } from 'vitest'
import { findTodos } from './findTodos.ts'

test('todos have the places of any requests, and literal data has none', () => {
  const request = { $todo: 'a', body: [{ x: { $todo: true } }, { '@literal': { $todo: 'data' } }] }
  expect(findTodos(request, '/request')).toEqual([
    { at: '/request/$todo', note: 'a' },
    { at: '/request/body/0/x/$todo', note: true },
  ])
})

test('the request that all others share is searched once', () => {
  let searches = 0
  const request = {
    get body() {
      searches++
      return { $todo: 'a' }
    },
  }
  for (let i = 0; i < 3; i++) expect(findTodos(request, '/request')).toHaveLength(1)
  expect(searches).toBe(1)
})
