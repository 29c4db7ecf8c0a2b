import { defineConfig } from 'vitest/config'

/** The workers of examples, with real brokers. Files follow each other, because they measure times. */
export default defineConfig({
  test: {
    dir: import.meta.dirname,
    include: ['*.test.ts'],
    testTimeout: 300_000,
    hookTimeout: 120_000,
    fileParallelism: false,
  },
})
