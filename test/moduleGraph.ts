import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'

const root = join(import.meta.dirname, '..')
export const src = join(root, 'src')

/** One `import` or `export … from`. Paths are relative to `src`. */
export interface Import {
  /** Gone when compiled. */
  readonly isType: boolean
  readonly isExport: boolean
  readonly from: string
  /** Empty for a package. */
  readonly to: string
  readonly specifier: string
  /** Names by what they are called in `from`; absent for `*`. */
  readonly names: ReadonlyMap<string, string> | undefined
}

export const files = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .map(file => join(src, file))
  .filter(file => /\.tsx?$/.test(file) && !file.endsWith('.test.ts') && statSync(file).isFile())

export const imports: readonly Import[] = files.flatMap(file => {
  const text = readFileSync(file, 'utf8')
  const found = [...text.matchAll(/^(import|export)\b([^'"`;]*?)from\s+'([^']+)'|^import\s+'([^']+)'/gms)]
  return found.map(([, keyword, clause = '', named, bare]) => {
    const specifier = (named ?? bare)!
    return {
      isType: clause.startsWith(' type '),
      isExport: keyword === 'export',
      from: relative(src, file),
      to: specifier.startsWith('.') ? relative(src, join(file, '..', specifier)) : '',
      specifier,
      names: parseNames(clause),
    }
  })
})

/** Parses `{ a, type B, c as d }`, with or without a default import before it. */
function parseNames(clause: string): Map<string, string> | undefined {
  if (clause.includes('*')) return undefined
  const listed = /\{(.*)\}/s.exec(clause)?.[1] ?? ''
  const names = listed.split(',').map(name => name.trim())
  return new Map(
    names
      .filter(name => name !== '' && !name.startsWith('type '))
      .map(name => {
        const [own, local = own] = name.split(/\s+as\s+/) as [string, string?]
        return [local, own]
      }),
  )
}

/** Imports that are left when compiled, by the file that has them. */
const valueImports = new Map<string, Import[]>()
for (const found of imports) {
  if (!found.isType) valueImports.set(found.from, [...(valueImports.get(found.from) ?? []), found])
}

/**
 * Files and packages that a bundler loads for one name of a file. Through a file that only passes names on, it loads
 * the file that has the name. Each file that is loaded counts as a whole.
 */
export function findReached(file: string, name: string): Set<string> {
  const reached = new Set<string>()
  const visited = new Set<string>()
  const visit = (file: string, name: string | undefined): void => {
    if (visited.has(`${file} ${name}`)) return
    visited.add(`${file} ${name}`)
    const passed = name === undefined ? undefined : findPassed(file, name)
    if (passed) visit(passed.file, passed.name)
    else load(file, name === undefined)
  }
  const load = (file: string, isWhole: boolean): void => {
    reached.add(file)
    for (const { to, specifier, names, isExport } of valueImports.get(file) ?? []) {
      // Names that are passed on are loaded when something asks for them.
      if (isExport && !isWhole) continue
      if (to === '') reached.add(specifier)
      else if (names === undefined) visit(to, undefined)
      else for (const own of names.values()) visit(to, own)
    }
  }
  visit(file, name)
  return reached
}

/** The file that a name is passed on from: `export { name } from`. */
function findPassed(file: string, name: string): { readonly file: string; readonly name: string } | undefined {
  for (const { to, names, isExport } of valueImports.get(file) ?? []) {
    if (!isExport || to === '') continue
    const own = names === undefined ? name : names.get(name)
    if (own !== undefined && (names !== undefined || hasName(to, own))) return { file: to, name: own }
  }
  return undefined
}

function hasName(file: string, name: string): boolean {
  const declared = new RegExp(`^export (?:async )?(?:function\\*?|const|class|let) ${name.replace('$', '\\$')}\\b`, 'm')
  return declared.test(readFileSync(join(src, file), 'utf8')) || findPassed(file, name) !== undefined
}
