import { execFileSync, spawnSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import once from 'lodash-es/once.js'
import { afterAll, describe, expect, test } from 'vitest'
import manifest from '../package.json' with { type: 'json' }

const root = join(import.meta.dirname, '..')
const readme = readFileSync(join(root, 'README.md'), 'utf8')
const blocks = (language: string): string[] =>
  [...readme.matchAll(new RegExp(`^ *\`\`\`${language}\n([\\s\\S]*?)^ *\`\`\``, 'gm'))].map(([, text]) => text!)

const folder = mkdtempSync(join(tmpdir(), 'callmap-'))
afterAll(() => rmSync(folder, { recursive: true }))
install(folder)

/**
 * Does what `npm install` does with the packed package, without a registry. Only the files of the package and the
 * packages that it declares are there.
 */
function install(folder: string): void {
  const modules = join(folder, 'node_modules')
  const installed = join(modules, 'callmap')
  mkdirSync(installed, { recursive: true })
  const packed = execFileSync('npm', ['pack', '--silent', '--ignore-scripts', '--pack-destination', folder], {
    cwd: root,
    encoding: 'utf8',
  })
  execFileSync('tar', ['-xzf', join(folder, packed.trim()), '-C', installed, '--strip-components=1'])
  for (const name of Object.keys(manifest.dependencies)) link(join(root, 'node_modules', name), join(modules, name))
  for (const [name, file] of Object.entries(manifest.bin)) {
    chmodSync(join(installed, file), 0o755)
    link(join(installed, file), join(modules, '.bin', name))
  }
}

function link(target: string, path: string): void {
  mkdirSync(dirname(path), { recursive: true })
  symlinkSync(target, path)
}

/** Runs a line of a shell as `npx` would: with the commands of the installed packages. */
function shell(line: string) {
  const path = [join(folder, 'node_modules/.bin'), dirname(process.execPath), process.env.PATH].join(delimiter)
  const { status, stdout, stderr } = spawnSync(line.replace(/^npx /, ''), {
    cwd: folder,
    shell: true,
    encoding: 'utf8',
    env: { ...process.env, PATH: path },
  })
  expect([line, status, stderr]).toEqual([line, 0, expect.any(String)])
  return stdout
}

/** Runs modules in the folder, in one process, and returns the JSON of an expression at the end of each. */
function evaluate(...modules: readonly (readonly [name: string, code: string, expression: string])[]) {
  for (const [name, code, expression] of modules) {
    writeFileSync(join(folder, name), `${code}\nexport const result = ${expression}\n`)
  }
  const imports = modules.map(([name], i) => `import { result as r${i} } from './${name}'\n`)
  const results = modules.map((_, i) => `r${i}`)
  writeFileSync(join(folder, 'run.mjs'), `${imports.join('')}console.log(JSON.stringify([${results}]))\n`)
  return JSON.parse(shell('node run.mjs'))
}

describe('in a folder with the packed package', () => {
  const sample = blocks('jsonc')[0]!.replace(/ +\/\/ .*$/gm, '')
  const [event, , , body] = sample.split(/^(?=POST|authorization|\{ "type": "person")/m)
  const useOfSample = `
    import { compile } from 'callmap'
    import customerio from 'callmap/destinations/customerio' with { type: 'json' }
    const settings = { siteId: 's-1', apiKey: { $secret: 'CUSTOMERIO_API_KEY' } }
    const destination = compile(customerio, { settings })
    const { actions } = destination.map(${event})`
  const needsPeers = ['./testing']
  const entries = Object.keys(manifest.exports).filter(name => !/[*]|json$/.test(name) && !needsPeers.includes(name))
  const evaluated = once(() =>
    evaluate(
      ['call.mjs', blocks('ts')[0]!, '{ actions, failures, requests, report }'],
      ['sample.mjs', useOfSample, 'destination.requests(actions, { redact: true }).requests'],
      ['entries.mjs', entries.map(name => `import '${name.replace('.', 'callmap')}'\n`).join(''), 'true'],
    ),
  )

  test('the library call of the README runs', () => {
    const [{ actions, failures, requests, report }] = evaluated()
    expect([actions.length, failures, requests.length]).toEqual([1, [], 1])
    expect(requests[0].url).toBe('https://track.customer.io/api/v2/entity')
    expect(report.verdicts).toHaveLength(15)
  })

  test('the event of the README gives the request of the README', () => {
    const [, [request]] = evaluated()
    expect(sample).toContain(`POST ${request.url}\nauthorization: ${request.headers.authorization}`)
    expect(JSON.parse(request.body)).toEqual(JSON.parse(body!))
  })

  test('the commands of the README work, and so does the module that one of them builds', () => {
    const lines = blocks('sh').join('').trimEnd().split('\n')
    for (const line of lines.filter(line => line !== 'npm install callmap')) expect(shell(line)).not.toContain('✖')
    const [code] = blocks('js')
    expect(evaluate(['built.mjs', code!, 'requests[0].url'])).toEqual([
      expect.stringMatching(/^https:\/\/api\.example\.com\//),
    ])
  })

  test('editors find the schemas of the copied example', () => {
    const copy = join(folder, 'own-api')
    const files = readdirSync(copy).filter(name => /^(destination|.*\.test|mappings)\.json$/.test(name))
    const schemas = files.map(name => /"\$schema": "(.*?)"/.exec(readFileSync(join(copy, name), 'utf8'))?.[1])
    expect(schemas).toHaveLength(3)
    expect(schemas.filter(path => path === undefined || !existsSync(join(copy, path)))).toEqual([])
  })

  test('the links of the README are there', () => {
    const links = [...readme.matchAll(/\]\(([^)#]+)\)/g)].map(([, link]) => link!)
    expect(links.filter(link => !existsSync(join(folder, 'node_modules/callmap', link)))).toEqual([])
  })

  test('the package takes less than 6 MB, without the playground', () => {
    const installed = join(folder, 'node_modules/callmap')
    const files = readdirSync(installed, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile())
    const sizes = files
      .filter(({ name }) => name !== 'playground.html')
      .map(({ parentPath, name }) => statSync(join(parentPath, name)).size)
    expect(sizes.reduce((total, size) => total + size, 0)).toBeLessThan(6_000_000)
  })

  test('every entry can be imported', () => {
    expect(evaluated()[2]).toBe(true)
  })
})

test('the scripts that the README names are there', () => {
  for (const [, name] of readme.matchAll(/npm (?:run )?(start|test|bench)/g))
    expect(manifest.scripts).toHaveProperty(name!)
})
