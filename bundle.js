import { copyFileSync } from 'node:fs'
import { build } from 'rolldown'
import { withoutExamples } from './withoutExamples.js'

/**
 * The command line is one file, and another for its worker, with what they share: hundreds of files take Node twice as
 * long to start. Packages of many small files are in it, too. Other packages stay packages, and names stay, for
 * the stack in the report of a bug.
 */
await build({
  input: { main: 'src/cli/main.ts', worker: 'src/cli/stream/worker.ts' },
  platform: 'node',
  external: /^(?!\.|\/|lodash-es|libphonenumber-js)/,
  plugins: [{ name: 'phone metadata', resolveId: leaveMetadata }, withoutExamples],
  output: {
    dir: 'dist/cli',
    cleanDir: true,
    chunkFileNames: 'chunk-[name].js',
    minify: { compress: true, mangle: false, codegen: { removeWhitespace: true } },
  },
})
copyFileSync('src/cli/stream/worker.cjs', 'dist/cli/worker.cjs')

/** The metadata of phone numbers is one file already, of 150 KB. */
function leaveMetadata(source) {
  return source.endsWith('/metadata.max.json.js') ? { id: 'libphonenumber-js/max/metadata', external: true } : null
}
