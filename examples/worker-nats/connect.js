// Stores the tokens of an account, as a person's consent gives them: node connect.js NAME < tokens.json
import { text } from 'node:stream/consumers'
import { openBroker } from './lib/broker.js'
import { readSettings } from './lib/settings.js'
import { toToken } from './lib/subjects.js'

async function main() {
  const [name] = process.argv.slice(2)
  if (name === undefined) throw new Error('usage: node connect.js NAME < tokens.json')
  const tokens = JSON.parse(await text(process.stdin))
  const broker = await openBroker(readSettings())
  await broker.tokens.put(toToken(name), JSON.stringify(tokens))
  await broker.connection.close()
}

main().catch(error => {
  console.error(error.message)
  process.exitCode = 1
})
