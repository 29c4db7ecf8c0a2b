import { defineConfig } from 'vitest/config'

/**
 * Run times of built modules. Run times other than Node are programs of their own, which `npm test` neither installs nor
 * starts; it runs the modules in Node with other events.
 */
export default defineConfig({
  test: {
    dir: import.meta.dirname,
    include: ['*.test.{js,ts}'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    maxWorkers: 1,
  },
})
