import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '..')

const attempts = `
import { compile } from 'callmap'
import { lint } from 'callmap/analysis'
import { compileJsonata } from 'callmap/jsonata'
const expressions = {
  operators: 'a' + ' and b'.repeat(900),
  applications: 'a' + '~>$f'.repeat(900),
  transforms: '|a|'.repeat(190) + '{}' + '|'.repeat(190),
}
const ways = {
  compile: definition => compile(definition),
  lint: definition => lint(definition),
  compileJsonata: (_, expression) => compileJsonata(expression),
}
const thrown = {}
for (const [name, expression] of Object.entries(expressions)) {
  const fields = { f: { type: 'string', default: { '@jsonata': expression } } }
  const subscriptions = [{ action: 'a', trigger: 'type = "track"' }]
  const definition = { slug: 'x', name: 'X', actions: { a: { fields } }, subscriptions }
  for (const [way, run] of Object.entries(ways)) {
    try {
      run(definition, expression)
    } catch (error) {
      thrown[way + ' ' + name] = error.name + ' ' + (error.diagnostics?.[0] ?? error).code
    }
  }
}
const actions = Object.fromEntries(Array.from({ length: 60_000 }, (_, i) => ['a' + i, { fields: {} }]))
const subject = { '@path': '$.payload.a' }
const codes = lint({ slug: 'x', name: 'X', subject, actions }).map(({ code }) => code)
console.log(JSON.stringify({ thrown, codes: codes.filter(code => code === 'CM104') }))
`

test('on a small stack, what does not compile is refused with a code', () => {
  const flags = ['--stack-size=300', '--input-type=module', '--eval', attempts]
  const { stdout, stderr } = spawnSync(process.execPath, flags, { cwd: root, encoding: 'utf8' })
  expect(stderr).toBe('')
  const { thrown, codes } = JSON.parse(stdout)
  expect(codes).toEqual([])
  const kinds = new Set(Object.entries(thrown).map(([attempt, error]) => `${attempt.split(' ')[0]}: ${error}`))
  expect([...kinds].sort()).toEqual(['compile: CompileError CM104', 'compileJsonata: JsonataError S0501'])
})
