import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'

/** Each definition is also a module, `callmap/destinations/<slug>.js`: some bundlers refuse import attributes. */
const [from, to] = ['destinations/', 'dist/destinations/'].map(path => new URL(path, import.meta.url))

mkdirSync(to, { recursive: true })
for (const slug of readdirSync(from)) {
  const definition = JSON.parse(readFileSync(new URL(`${slug}/destination.json`, from), 'utf8'))
  writeFileSync(new URL(`${slug}.js`, to), `export default ${JSON.stringify(definition)}\n`)
}
