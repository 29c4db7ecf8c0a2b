import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { compile, type Definition, normalize } from '../src/api/index.ts'

const root = join(import.meta.dirname, '..')
const readme = readFileSync(join(root, 'README.md'), 'utf8')
const blocks = (language: string): string[] =>
  [...readme.matchAll(new RegExp(`^ *\`\`\`${language}\n([\\s\\S]*?)^ *\`\`\``, 'gm'))].map(([, text]) => text!)
const readJson = (file: string) => JSON.parse(readFileSync(join(root, file), 'utf8'))

describe('the README', () => {
  test('its library example runs', () => {
    const [code] = blocks('ts')
    const body = code!.replace(/^import .*$/gm, '')
    const run = new Function(
      'compile',
      'normalize',
      'customerio',
      `${body}\nreturn { actions, failures, requests, report }`,
    )
    const { actions, failures, requests, report } = run(
      compile,
      normalize,
      readJson('destinations/customerio/destination.json'),
    )
    expect([actions.length, failures, requests.length]).toEqual([1, [], 1])
    expect(requests[0].url).toBe('https://track.customer.io/api/v2/entity')
    expect(report.verdicts).toHaveLength(15)
  })

  test('its call becomes its request', () => {
    const [sample] = blocks('jsonc')
    const text = sample!.replace(/ +\/\/ .*$/gm, '')
    const [event, , , body] = text.split(/^(?=POST|authorization|\{ "type": "person")/m)
    const settings = { siteId: 's-1', apiKey: { $secret: 'CUSTOMERIO_API_KEY' } }
    const destination = compile(readJson('destinations/customerio/destination.json') as Definition, { settings })
    const { actions } = destination.map(JSON.parse(event!))
    const [request] = destination.requests(actions, { redact: true }).requests
    expect(text).toContain(`POST ${request!.url}\nauthorization: ${request!.headers.authorization}`)
    expect(JSON.parse(request!.body!)).toEqual(JSON.parse(body!))
  })

  test('its commands and the module that they build work in a folder with the package', () => {
    const folder = mkdtempSync(join(tmpdir(), 'callmap-'))
    mkdirSync(join(folder, 'node_modules'))
    symlinkSync(root, join(folder, 'node_modules/callmap'))
    const lines = blocks('sh').join('').trimEnd().split('\n')
    for (const line of lines.filter(line => !line.startsWith('npm install'))) {
      const command = line.replace('npx callmap', `"${process.execPath}" "${join(root, 'dist/cli/main.js')}"`)
      const { status, stdout, stderr } = spawnSync(command, { cwd: folder, shell: true, encoding: 'utf8' })
      expect([line, status, stderr]).toEqual([line, 0, expect.any(String)])
      expect(stdout).not.toContain('✖')
    }
    const [module] = blocks('js')
    const flags = ['--disallow-code-generation-from-strings', '--input-type=module', '--eval']
    const { stdout } = spawnSync(process.execPath, [...flags, `${module}console.log(requests[0].url)`], {
      cwd: folder,
      encoding: 'utf8',
    })
    expect(stdout).toMatch(/^https:\/\/api\.example\.com\//)
    rmSync(folder, { recursive: true })
  })

  test('its scripts and links exist', () => {
    const { scripts } = readJson('package.json')
    for (const [, name] of readme.matchAll(/npm (?:run )?(start|test|bench)/g)) expect(scripts).toHaveProperty(name!)
    for (const [, link] of readme.matchAll(/\]\(([^)#]+)\)/g))
      expect([link, existsSync(join(root, link!))]).toEqual([link, true])
  })

  test('its links are in the package, with the build', () => {
    const { stdout } = spawnSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
      cwd: root,
      encoding: 'utf8',
    })
    const packed: string[] = JSON.parse(stdout)[0].files.map(({ path }: { path: string }) => path)
    const links = [...readme.matchAll(/\]\(([^)#]+)\)/g)].map(([, link]) => link!)
    const missing = [...links, 'dist/api/index.js', 'dist/cli/main.js'].filter(
      link => !packed.some(path => path === link || path.startsWith(`${link}/`)),
    )
    expect(missing).toEqual([])
  })
})
