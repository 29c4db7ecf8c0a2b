import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    exclude: ['test/runtimes/**', '**/node_modules/**'],
    setupFiles: ['test/seed.ts'],
    testTimeout: 30_000,
    // No test changes what another one sees, and most of the time goes into starting processes.
    isolate: false,
    maxWorkers: '100%',
  },
})
