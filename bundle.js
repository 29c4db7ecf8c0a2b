import { build } from 'rolldown'

/**
 * The command line is one file, and another for its worker, with what they share: hundreds of files take Node twice as
 * long to start. Packages stay packages.
 */
await build({
  input: ['src/cli/main.ts', 'src/cli/emitWorker.ts'],
  platform: 'node',
  external: /^(?!\.|\/)/,
  output: { dir: 'dist/cli', chunkFileNames: 'chunk-[name].js' },
})
