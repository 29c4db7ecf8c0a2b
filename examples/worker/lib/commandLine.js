import { parseArgs } from 'node:util'
import { readSettings } from './settings.js'

/** Reads the arguments of a command. Prints `usage` and ends for `--help`, and for arguments that it does not have. */
export function readArguments(usage, config = {}) {
  const help = { type: 'boolean', short: 'h' }
  try {
    const { values, positionals } = parseArgs({ ...config, options: { ...config.options, help } })
    if (!values.help) return { values, positionals }
    console.log(usage)
    process.exit(0)
  } catch (error) {
    // Node advises how to write an argument that begins with a dash.
    console.error(`${error.message.split('. ')[0]}\n\n${usage}`)
    process.exit(1)
  }
}

/** Opens the broker for a command, and closes it in any case: it would keep the process. */
export async function useBroker(openBroker, use) {
  const broker = await openBroker(readSettings())
  try {
    await use(broker)
  } finally {
    await broker.close()
  }
}

/** Runs a command that ends, and with 1 if it fails. */
export function runCommand(run) {
  run().catch(error => {
    console.error(error.message)
    process.exitCode = 1
  })
}
