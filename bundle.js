import { build } from 'rolldown'

/**
 * The command line is one file, and another for its worker, with what they share: hundreds of files take Node twice as
 * long to start. Packages stay packages.
 */
await build({
  input: { main: 'src/cli/main.ts', worker: 'src/cli/stream/worker.ts' },
  platform: 'node',
  external: /^(?!\.|\/)/,
  output: { dir: 'dist/cli', chunkFileNames: 'chunk-[name].js' },
})
