import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { compress, init } from '@bokuweb/zstd-wasm'
import { build } from 'rolldown'
import { withoutExamples } from './withoutExamples.js'

/**
 * Writes `dist/playground.html`: scripts, styles and all bundled definitions in one file. The library, which runs in a
 * worker, and the definitions are compressed together: that is a third smaller than what a server's gzip makes of them.
 */

const root = new URL('src/playground/', import.meta.url)
const read = path => readFileSync(new URL(path, root), 'utf8')

const main = await bundle('main.tsx')
const worker = await bundle('run/worker.ts')
const style = ['tokens', 'frame', 'panes', 'result', 'journey', 'dialogs', 'narrow']
  .map(name => read(`style/${name}.css`))
  .join('\n')
const page = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy(main)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>callmap playground</title>
<link rel="icon" href="data:,">
<style>${minifyCss(style)}</style>
</head>
<body>
<div id="root"></div>
<noscript>The playground needs JavaScript.</noscript>
<script type="application/json" id="destinations">null</script>
<script type="text/plain" id="project"></script>
<script type="text/plain" id="library">${await pack([...readDefinitions(), '', worker].join('\n'))}</script>
<script>${main}</script>
</body>
</html>
`
writeFileSync(new URL('dist/playground.html', import.meta.url), page)

async function bundle(input) {
  const { output } = await build({
    input: new URL(input, root).pathname,
    platform: 'browser',
    plugins: [withoutExamples],
    write: false,
    transform: {
      jsx: { runtime: 'automatic', importSource: 'preact' },
      define: { 'process.env.NODE_ENV': '"production"' },
    },
    output: { format: 'iife', minify: true, comments: false },
  })
  // In a script, `</script` would end it, and `<!--` begin a comment.
  return output[0].code.replace(/<(?=\/script|!--)/gi, '\\x3c')
}

/** Compiled programs need `'unsafe-eval'`, which blob workers inherit, and CodeMirror writes style elements. */
function policy(script) {
  const hash = createHash('sha256').update(script).digest('base64')
  const parts = [
    "default-src 'none'",
    "connect-src 'none'",
    `script-src 'sha256-${hash}' 'unsafe-eval'`,
    'worker-src blob:',
    "style-src 'unsafe-inline'",
    'img-src data:',
    "form-action 'none'",
    "base-uri 'none'",
  ]
  return parts.join('; ')
}

/** A line for each definition: its slug, and its JSON. Those of a kind are alike, and so compress better side by side. */
function readDefinitions() {
  const folder = new URL('destinations/', import.meta.url)
  const definitions = readdirSync(folder).map(slug => {
    const definition = JSON.parse(readFileSync(new URL(`${slug}/destination.json`, folder), 'utf8'))
    return { kind: definition.kind, line: `${slug} ${JSON.stringify(definition)}` }
  })
  definitions.sort((a, b) => (a.kind === b.kind ? b.line.length - a.line.length : a.kind < b.kind ? -1 : 1))
  return definitions.map(({ line }) => line)
}

async function pack(library) {
  await init()
  return Buffer.from(compress(Buffer.from(library), 22)).toString('base64')
}

function minifyCss(text) {
  return text.replace(/\s*\n\s*/g, '').replace(/\s*([{}:;,])\s*/g, '$1')
}
