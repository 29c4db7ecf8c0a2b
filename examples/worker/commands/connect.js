import { text } from 'node:stream/consumers'
import { readArguments, runCommand, useBroker } from '../lib/commandLine.js'

const usage = `node connect.js NAME < tokens.json

Stores the tokens of an account, as a person's consent gives them: { "refresh": "…" }.
The broker is that of BROKER_URL.`

async function connect(openBroker) {
  const { positionals } = readArguments(usage, { allowPositionals: true })
  const [name] = positionals
  if (name === undefined || positionals.length > 1) throw new Error(usage)
  const tokens = readTokens(await text(process.stdin))
  await useBroker(openBroker, broker => broker.tokens.put(name, tokens))
}

function readTokens(text) {
  try {
    const tokens = JSON.parse(text)
    const isObject = typeof tokens === 'object' && !Array.isArray(tokens)
    if (isObject && Object.values(tokens).every(value => typeof value === 'string')) return tokens
  } catch {
    // The message of the parser has parts of the tokens.
  }
  throw new Error('the tokens are an object of strings, as JSON')
}

/** The command `connect.js`. */
export const runConnect = openBroker => runCommand(() => connect(openBroker))
