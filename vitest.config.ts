import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Files that take longest, which come first so that all cores are busy to the end. Vitest learns times only by running. */
const longest = [
  'test/cli/jobs',
  'test/built/equal',
  'test/cli/test.test',
  'test/readme',
  'src/authoring/draftSubscription',
  'test/playground/evaluate',
  'test/property/',
  'test/cli/',
  'test/destinations/',
]

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const index = longest.findIndex(part => moduleId.includes(`/${part}`))
      return index < 0 ? longest.length : index
    }
    return (await super.sort(files)).toSorted((a, b) => rank(a) - rank(b))
  }
}

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    exclude: ['test/runtimes/**', 'test/workers/**', '**/node_modules/**'],
    setupFiles: ['test/seed.ts'],
    sequence: { sequencer: LongestFirst },
    // A machine that does other work makes tests slow, not wrong.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // No test changes what another one sees. Modules load, and bundled destinations compile, once in each worker.
    isolate: false,
    maxWorkers: '100%',
    // Node imports modules itself. Vite's runner reads each import through a getter, and transforms all modules in one
    // process.
    experimental: { viteModuleRunner: false, nodeLoader: false },
    execArgv: [
      '--import=./test/typescript.js',
      // Compilations and events are short-lived objects, of which a small young generation would copy many.
      '--max-semi-space-size=64',
      // Most code runs a few times only, so that V8 shall optimize later than it would for a program that stays.
      '--interrupt-budget=500000',
    ],
  },
})
