import { defineConfig } from 'vitest/config'

/** The worker of examples/worker-nats, with a real broker. Files follow each other, because they measure times. */
export default defineConfig({
  test: {
    dir: import.meta.dirname,
    include: ['*.test.ts'],
    testTimeout: 300_000,
    hookTimeout: 120_000,
    fileParallelism: false,
  },
})
