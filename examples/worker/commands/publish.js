import { createInterface } from 'node:readline'
import { readArguments, runCommand, useBroker } from '../lib/commandLine.js'
import { Publisher } from '../lib/publisher.js'

const usage = `node publish.js [--account NAME] < events.ndjson

Publishes the events of standard input, one JSON object a line, for one account or for all.
The broker is that of BROKER_URL. Ends with 0 if it has all events.`

async function publish(broker, account) {
  const publisher = new Publisher(broker, account)
  let number = 0
  for await (const text of createInterface({ input: process.stdin })) {
    number++
    if (publisher.failures.length > 0) break
    if (text.trim() === '') continue
    const event = readEvent(text)
    if (!event) {
      publisher.failures.push({ line: number, message: 'a line is one event, as a JSON object' })
      break
    }
    await publisher.add(event, number, new TextEncoder().encode(text))
  }
  await publisher.finish()
  for (const { line, message } of publisher.failures) console.error(`line ${line}: ${message}`)
  process.exitCode = publisher.failures.length > 0 ? 1 : 0
}

function readEvent(text) {
  try {
    const value = JSON.parse(text)
    const isEvent = typeof value === 'object' && value !== null && !Array.isArray(value) && !Array.isArray(value.batch)
    return isEvent ? value : undefined
  } catch {
    return undefined
  }
}

async function readAndPublish(openBroker) {
  const { values } = readArguments(usage, { options: { account: { type: 'string' } } })
  // A script may have lost the name. The events are not for all accounts then.
  if (values.account === '') throw new Error('--account is the name of an account')
  await useBroker(openBroker, broker => publish(broker, values.account))
}

/** The command `publish.js`. */
export const runPublish = openBroker => runCommand(() => readAndPublish(openBroker))
