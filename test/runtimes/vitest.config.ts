import { defineConfig } from 'vitest/config'

/** Run times other than Node. They are programs of their own, so that `npm test` neither installs nor starts them. */
export default defineConfig({
  test: {
    dir: import.meta.dirname,
    include: ['*.test.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    maxWorkers: 1,
  },
})
