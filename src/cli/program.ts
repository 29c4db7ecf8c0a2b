import { CommanderError, Option, Command as Program } from 'commander'
import { openTerminal } from '../node/index.ts'
import { type Exit, exit, withConfig } from '../workspace/index.ts'
import type { Command, Flag } from './command.ts'
import { commands } from './commands/index.ts'
import { globalFlags } from './flags.ts'

/** Runs one command line, without the names of the interpreter and the program. Throws a `Stop` when it cannot. */
export async function run(argv: readonly string[], version: string): Promise<Exit> {
  let result: Exit = exit.fine
  const program = new Program('callmap')
    .description('Turns events into destination actions. Nothing is ever sent.')
    .version(version, '--version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .configureOutput({ outputError: (text, write) => write(asDiagnostic(text)) })
    .exitOverride()
  const [first, topic] = argv
  if (first === undefined || (first === 'help' && topic === undefined)) {
    process.stdout.write(welcome(commands))
    return result
  }
  for (const command of commands) {
    const sub = program.command(`${command.name} ${command.takes}`).description(command.summary)
    for (const flag of flagsOf(command)) sub.addOption(option(flag))
    sub
      .version(version, '--version', 'print the version')
      .addHelpText('after', `\nExamples:\n${table(command.examples)}`)
    sub.action(async () => {
      const flags = command.isAlone ? sub.opts() : withConfig(sub.opts())
      const terminal = openTerminal(flags.quiet ?? false)
      result = await command.run(sub.args, flags as never, terminal)
    })
  }
  try {
    const isAboutCommand = first === 'help' && commands.some(({ name }) => name === topic)
    await program.parseAsync(isAboutCommand ? [topic!, '--help'] : known(commandFirst(argv)), { from: 'user' })
    return result
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    return error.exitCode === 0 ? exit.fine : exit.usage
  }
}

function flagsOf({ flags, isAlone }: Command): readonly Flag[] {
  return [...flags, ...globalFlags.filter(({ flag }) => !isAlone || flag === '--no-color')]
}

function option({ flag, description, choices, preset, parse }: Flag): Option {
  const made = new Option(flag, description).default(preset)
  if (choices) made.choices(choices)
  if (parse) made.argParser(parse)
  return made
}

/** Of a command that there is not, no help can be had: that it is not there has to be said. */
function known([name, ...rest]: readonly string[]): string[] {
  if (name === undefined) return []
  const isKnown = name.startsWith('-') || name === 'help' || commands.some(command => command.name === name)
  return isKnown ? [name, ...rest] : [name]
}

/** Flags may come before the command, which has to be known to read them: its name is moved to the front. */
function commandFirst(argv: readonly string[]): string[] {
  const flags = [...globalFlags, ...commands.flatMap(command => command.flags)].map(option)
  const valued = new Set(flags.filter(flag => flag.required).flatMap(({ short, long }) => [short, long]))
  let i = 0
  while (argv[i]?.startsWith('-') && argv[i] !== '-') i += valued.has(argv[i]) ? 2 : 1
  const name = argv[i]
  return name === undefined ? [...argv] : [name, ...argv.slice(0, i), ...argv.slice(i + 1)]
}

/** Errors of the command line, in the form that callmap's own have. */
function asDiagnostic(text: string): string {
  return text.replace(/'([^']*)'/g, '`$1`').replace(/\n\(Did you mean (.*)\?\)\n/s, '\n  = help: did you mean `$1`?\n')
}

/** The commands whose examples are what to try first. */
const begins = ['preview', 'explain', 'map']

function welcome(all: readonly Command[]): string {
  const examples = all.flatMap(({ name, examples }) => (begins.includes(name) ? examples.slice(0, 1) : []))
  const names = all.map(command => [command.name, command.summary] as const)
  return `Turn events into destination actions. Nothing is ever sent.\n\n${table(examples)}\n${table(names)}\ncallmap <command> --help     callmap help CM301\n`
}

function table(rows: Command['examples']): string {
  const width = Math.max(...rows.map(([left]) => left.length))
  return rows.map(([left, right]) => `  ${left.padEnd(width)}   ${right}\n`).join('')
}
