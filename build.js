import { spawn } from 'node:child_process'
import { mkdirSync } from 'node:fs'

const compile = ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json']

mkdirSync(new URL('dist/', import.meta.url), { recursive: true })
// Unneeded declarations are removed once all folders are written.
await Promise.all([
  run('playgroundPage.js'),
  run('destinationModules.js'),
  run(...compile, '--noCheck', '--declaration', 'false').then(() => run('shrinkModules.js')),
  Promise.all([run(...compile, '--emitDeclarationOnly'), run('bundle.js')]).then(() => run('pruneDeclarations.js')),
])

/** Runs a script with Node. The first failure ends the build. */
function run(...args) {
  const child = spawn(process.execPath, args, { cwd: import.meta.dirname, stdio: 'inherit' })
  return new Promise(resolve => child.on('close', code => (code === 0 ? resolve() : process.exit(code ?? 1))))
}
