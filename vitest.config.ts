import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    setupFiles: ['test/seed.ts'],
    // A machine that does other work makes tests slow, not wrong.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // No test changes what another one sees, and most of the time goes into starting processes.
    isolate: false,
    maxWorkers: '100%',
  },
})
