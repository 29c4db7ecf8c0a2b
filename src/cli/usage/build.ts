import type { Command } from '../command.ts'
import { ExitError, exit } from '../exit.ts'
import { list } from '../flags.ts'

export const build: Command = {
  name: 'build',
  takes: '[paths...]',
  summary: 'write modules that run without eval',
  flags: [
    { flag: '-o, --out <folder>', description: 'folder of the modules', preset: 'dist' },
    {
      flag: '--only <parts>',
      description: 'parts of a module: map, requests, batches, outcomes, tokens (default: all)',
      parse: list,
      isRepeated: true,
    },
    { flag: '--check', description: 'write nothing; exit with 1 if a file is out of date' },
    { flag: '--bundle', description: 'write files without imports (needs rolldown)' },
    {
      flag: '--format <format>',
      description: 'with --bundle: ES module, or script with a global variable (default: esm)',
      choices: ['esm', 'iife'],
    },
    {
      flag: '--name <name>',
      description: 'with --format iife: its global variable (default: callmapDestination)',
      parse: globalName,
    },
    { flag: '--minify', description: 'with --bundle: write short code' },
  ],
  examples: [
    ['callmap build', 'a module of each file in mappings/, in dist/'],
    ['callmap build mappings/orders.json -o src/gen', 'src/gen/orders.js, and its types'],
    ['callmap build --check', 'in CI: fail if a module is out of date'],
    ['callmap build -d customerio --bundle --minify', 'one file without imports'],
    ['callmap build --only map,requests', 'small modules, for warehouse functions'],
  ],
  load: () => import('../commands/build.ts'),
}

/** Words that cannot name a variable in strict code. */
const reserved = new Set(
  (
    'arguments await break case catch class const continue debugger default delete do else enum eval export extends false ' +
    'finally for function if implements import in instanceof interface let new null package private protected public ' +
    'return static super switch this throw true try typeof var void while with yield'
  ).split(' '),
)

function globalName(text: string): string {
  if (/^[A-Za-z_$][\w$]*$/.test(text) && !reserved.has(text)) return text
  const help = 'for example --name ordersDestination'
  throw new ExitError(exit.usage, { message: `--name takes the name of a variable, not \`${text}\``, help })
}
