import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { rolldown } from 'rolldown'
import { buildModule } from '../dist/engine/index.js'
import { eleven } from './eleven.js'
import { report } from './measure.js'
import { requiredSettings } from './requiredSettings.js'

export const question = 'built modules: size as one minified file, and time to start'

const root = join(import.meta.dirname, '..')
const definitions = readdirSync(join(root, 'destinations')).map(slug => {
  return JSON.parse(readFileSync(join(root, `destinations/${slug}/destination.json`), 'utf8'))
})

/** Bars in kilobytes: minified, and gzipped. Klaviyo is measured without its phone numbers, which are data. */
const bars = {
  customerio: [90, 22],
  'google-analytics-4': [200, 34],
  'facebook-conversions': [200, 34],
  klaviyo: [90],
}

export async function run() {
  const modules = buildAll()
  const smaller = buildAll(['map', 'requests'])
  const smallest = buildAll(['map'])
  console.log('              whole       map,requests                map  (minified and gzipped KB)')
  for (const { slug } of definitions) {
    const columns = [modules, smaller, smallest].map(async built => {
      const code = await bundle(`export * from './${slug}.js'`, built, { isWithoutPhones: false })
      return sizes(code).map(size => size.toFixed(1).padStart(8))
    })
    console.log(`  ${(await Promise.all(columns)).map(pair => pair.join(' ')).join('  ')}  ${slug}`)
  }
  await reportBars(modules, '')
  await reportBars(smaller, ', map,requests')
  const first = definitions.filter(({ slug }) => eleven.includes(slug))
  report('import and create of eleven, beyond an empty module', await startUp(modules, first), {
    atMost: 100,
    unit: 'ms',
  })
  console.log(`  ${Math.round(await startUp(modules, definitions))} ms for all ${definitions.length}`)
}

function buildAll(only) {
  return new Map(
    definitions.map(definition => [`${definition.slug}.js`, buildModule(definition, undefined, only && { only }).code]),
  )
}

async function reportBars(modules, parts) {
  for (const [slug, [atMost, gzippedAtMost]] of Object.entries(bars)) {
    const isWithoutPhones = slug === 'klaviyo'
    const [minified, gzipped] = sizes(await bundle(`export * from './${slug}.js'`, modules, { isWithoutPhones }))
    const phones = isWithoutPhones ? ', without phone numbers' : ''
    report(`${slug}${parts}, minified${phones}`, minified, { atMost, unit: 'KB' })
    if (gzippedAtMost) report(`${slug}${parts}, gzipped`, gzipped, { atMost: gzippedAtMost, unit: 'KB' })
  }
}

function sizes(code) {
  return [code.length / 1000, gzipSync(code, { level: 9 }).length / 1000]
}

async function bundle(entry, modules, { isWithoutPhones = false } = {}) {
  const built = await rolldown({
    input: 'entry.js',
    cwd: root,
    platform: 'browser',
    logLevel: 'silent',
    plugins: [
      {
        name: 'built modules',
        resolveId(id) {
          if (id === 'callmap/runtime') return join(root, 'dist/api/runtime.js')
          if (isWithoutPhones && /metadata.*json/.test(id)) return '\0phones'
          const name = id.replace('./', '')
          return name === 'entry.js' || modules.has(name) ? `\0${name}` : undefined
        },
        load: id => (id === '\0entry.js' ? entry : id === '\0phones' ? 'export default {}' : modules.get(id.slice(1))),
      },
    ],
  })
  const { output } = await built.generate({ format: 'es', minify: true })
  await built.close()
  return output[0].code
}

/** Milliseconds of CPU, the median of five processes. */
async function startUp(modules, chosen) {
  const folder = mkdtempSync(join(tmpdir(), 'callmap-sizes-'))
  try {
    const imports = chosen.map(({ slug }, i) => `import { create as create${i} } from './${slug}.js'`)
    const creates = chosen.map(
      (definition, i) => `create${i}({ settings: ${JSON.stringify(requiredSettings(definition))} })`,
    )
    const code = await bundle(`${imports.join('\n')}\nexport default [${creates}]`, modules)
    writeFileSync(join(folder, 'all.mjs'), code)
    writeFileSync(join(folder, 'empty.mjs'), '')
    return cpu(join(folder, 'all.mjs')) - cpu(join(folder, 'empty.mjs'))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function cpu(file) {
  const script = `const start = process.cpuUsage()
await import(${JSON.stringify(file)})
const { user, system } = process.cpuUsage(start)
console.log((user + system) / 1000)`
  const times = Array.from({ length: 5 }, () => {
    return Number(execFileSync(process.execPath, ['--input-type=module', '--eval', script], { encoding: 'utf8' }))
  })
  return times.toSorted((a, b) => a - b)[2]
}
