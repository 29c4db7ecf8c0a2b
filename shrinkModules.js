import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'acorn'
import { transformSync } from 'rolldown/utils'
import { leaveOutExamples } from './withoutExamples.js'

/**
 * Makes the modules smaller: comments are 230 KB, and TypeScript's wide indents 150 KB. Marks of pure calls stay: by them,
 * the bundle of a built module drops what its program does not use. TypeScript's own `removeComments` removes them too.
 */
function withoutComments(code) {
  const comments = []
  parse(code, { ecmaVersion: 'latest', sourceType: 'module', allowHashBang: true, onComment: comments })
  let [text, at] = ['', 0]
  for (const { value, start, end } of comments) {
    if (value.includes('@__PURE__') || code.startsWith('#!', start)) continue
    const before = code.slice(at, start)
    const isWholeLine = /(?:^|\n)[ \t]*$/.test(before) && code[end] === '\n'
    text += isWholeLine ? before.replace(/[ \t]*$/, '') : before
    at = isWholeLine ? end + 1 : end
  }
  return text + code.slice(at)
}

// Other parts of the build write these folders at the same time.
const others = new Set(['cli', 'playground'])

for (const folder of readdirSync('src').filter(name => !others.has(name))) {
  for (const name of readdirSync(join('dist', folder), { recursive: true })) {
    const file = join('dist', folder, name)
    if (!name.endsWith('.js')) continue
    const code = withoutComments(readFileSync(file, 'utf8'))
    const needed = file.includes('/analysis/rules/') ? leaveOutExamples(code, file) : code
    writeFileSync(file, transformSync(file, needed).code)
  }
}
