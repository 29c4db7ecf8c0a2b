import { copyFileSync } from 'node:fs'
import { build } from 'rolldown'

/**
 * The command line is one file, and another for its worker, with what they share: hundreds of files take Node twice as
 * long to start. Packages stay packages, and
 * names stay, for the stack in the report of a bug.
 */
await build({
  input: { main: 'src/cli/main.ts', worker: 'src/cli/stream/worker.ts' },
  platform: 'node',
  external: /^(?!\.|\/)/,
  output: {
    dir: 'dist/cli',
    cleanDir: true,
    chunkFileNames: 'chunk-[name].js',
    minify: { compress: true, mangle: false, codegen: { removeWhitespace: true } },
  },
})
copyFileSync('src/cli/stream/worker.cjs', 'dist/cli/worker.cjs')
