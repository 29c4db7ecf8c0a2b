import { CommanderError, Option, Command as Program } from 'commander'
import { Interrupted, openTerminal } from '../node/index.ts'
import { alignColumns } from '../render/index.ts'
import type { Command, Flag } from './command.ts'
import { withConfig } from './config.ts'
import { type Exit, ExitError, exit } from './exit.ts'
import { choice, globalFlags } from './flags.ts'
import type { Host } from './host.ts'
import { report } from './report.ts'
import { commands } from './usage/index.ts'
import { version } from './version.ts'

/** Runs a command line and returns the exit code. `argv` starts with the first argument. */
export async function run(argv: readonly string[], host: Host): Promise<Exit> {
  try {
    return await runCommand(argv, host)
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exit.fine : exit.usage
    return error instanceof Interrupted ? exit.interrupted : report(error, argv, host)
  }
}

async function runCommand(argv: readonly string[], host: Host): Promise<Exit> {
  const { stdout, stderr } = host
  const [first, topic] = argv
  if (first === undefined || (first === 'help' && topic === undefined)) {
    stdout.write(welcome())
    return exit.fine
  }
  let result: Exit = exit.fine
  const program = new Program('callmap')
    .description('Turn events into destination actions. Only deliver sends anything.')
    .version(version(), '--version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .configureOutput({
      writeOut: text => stdout.write(text),
      writeErr: text => stderr.write(text),
      outputError: text => report(usageError(text), argv, host),
      getOutHelpWidth: () => 80,
      getErrHelpWidth: () => 80,
    })
    .exitOverride()
    .enablePositionalOptions()
    // Otherwise `--help` after an unknown command would hide the mistake.
    .passThroughOptions()
  const isAboutCommand = first === 'help' && commands.some(({ name }) => name === topic)
  // Flags of every command may come before its name.
  for (const flag of globalFlags) program.addOption(option(flag).hideHelp())
  for (const command of commands) {
    const sub = program.command(`${command.name} ${command.takes}`).description(command.summary)
    for (const flag of listFlags(command)) sub.addOption(option(flag))
    sub.version(version(), '--version', 'print the version')
    sub.addHelpText('after', `\nExamples:\n${table(command.examples)}`)
    sub.configureOutput({
      outputError: text => report(usageError(text, command.examples[0]?.[0]), argv, host),
    })
    sub.action(async () => {
      const flags = command.isAlone ? sub.opts() : withConfig({ ...program.opts(), ...sub.opts() }, host.files)
      const isPlain = argv.includes('--no-color')
      const terminal = openTerminal({ stdout, stderr, env: host.env, isQuiet: flags.quiet ?? false, isPlain })
      const { run } = await command.load()
      result = await run(sub.args, flags as never, { ...host, ...terminal })
    })
  }
  await program.parseAsync(isAboutCommand ? [topic!, '--help'] : argv, { from: 'user' })
  return result
}

function listFlags({ flags, isAlone }: Command): readonly Flag[] {
  return [...flags, ...globalFlags.filter(({ flag }) => !isAlone || flag === '--no-color')]
}

function option({ flag, description, choices, preset, parse = text => text, isRepeated }: Flag): Option {
  const made = new Option(flag, description).default(preset)
  if (!flag.includes('<')) return made
  if (choices) made.choices(choices)
  const read = choices ? choice(made.long!, choices) : parse
  return made.argParser((text: string, before: unknown) => {
    if (!isRepeated && before !== preset) throw twice(made.long!)
    return read(text, before)
  })
}

/** Without this, only the last value would count, and a `deliver` with two files would leave one out. */
function twice(flag: string): ExitError {
  const help = flag === '--mappings' ? 'for several files, give a glob in quotes: -m "{a,b}.json"' : undefined
  return new ExitError(exit.usage, { message: `${flag} is given twice`, help })
}

/** Converts an error of commander, whose message ends with what may be meant. */
function usageError(text: string, example?: string): ExitError {
  const [, flag, value] = /^error: option '(?:-., )?(--\S+)(.*)' argument missing\n$/.exec(text) ?? []
  if (flag !== undefined) return new ExitError(exit.usage, { message: `${flag} needs a value: ${flag}${value}` })
  const [, argument] = /^error: missing required argument '(.*)'\n$/.exec(text) ?? []
  if (argument !== undefined) {
    return new ExitError(exit.usage, {
      message: `the argument <${argument}> is missing`,
      help: `for example ${example}`,
    })
  }
  const [, message = text, meant] = /^error: (.*?)(?:\n\(Did you mean (?:one of )?(.*)\?\))?\n$/s.exec(text) ?? []
  const help = meant && `did you mean \`${meant.replaceAll(', ', '` or `')}\`?`
  return new ExitError(exit.usage, { message: message.replace(/'([^']*)'/g, '`$1`'), help })
}

/** Commands whose first example the welcome text shows. */
const begins = ['preview', 'explain', 'map']

function welcome(): string {
  const first = commands.filter(({ name }) => begins.includes(name))
  const examples = first.flatMap(command => command.examples.slice(0, 1))
  const names = commands.map(({ name, summary }) => [name, summary] as const)
  return `Turn events into destination actions. Only deliver sends anything.\n\n${table(examples)}\n${table(names)}\ncallmap <command> --help     callmap help CM301\n`
}

function table(rows: Command['examples']): string {
  return alignColumns(rows)
    .map(line => `  ${line}\n`)
    .join('')
}
