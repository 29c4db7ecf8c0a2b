/** Help, type and values by labels of each metric. */
const metrics = new Map()

function metric(name, type, help) {
  const values = new Map()
  metrics.set(name, { type, help, values })
  return {
    add: (labels, amount = 1) => {
      const key = writeLabels(labels)
      values.set(key, (values.get(key) ?? 0) + amount)
    },
    set: (labels, amount) => values.set(writeLabels(labels), amount),
  }
}

const events = metric('callmap_events_total', 'counter', 'Events whose offset was written.')
const actions = metric('callmap_actions_total', 'counter', 'Settled actions.')
const answers = metric('callmap_answers_total', 'counter', 'Answers of vendors, by status; 0 without an answer.')
const deadLetters = metric('callmap_dead_letters_total', 'counter', 'Dead letters that the broker has.')
const heldEvents = metric('callmap_held_events_total', 'counter', 'Events of accounts that wait, put into the broker.')
const batchSeconds = metric('callmap_batch_seconds_total', 'counter', 'Seconds in which batches were settled.')
const batches = metric('callmap_batches_total', 'counter', 'Settled batches.')
const partitions = metric('callmap_partitions', 'gauge', 'Partitions that this worker has.')
const lag = metric('callmap_waiting_events', 'gauge', 'Events of these partitions that are not read yet.')
const holding = metric('callmap_waiting_lanes', 'gauge', 'Accounts that wait, counted in each partition.')
const accounts = metric('callmap_accounts', 'gauge', 'Accounts, by state.')

export const countEvents = amount => events.add({}, amount)
export const countAction = (destination, subscription, outcome) => actions.add({ destination, subscription, outcome })
export const countAnswer = (destination, code) => answers.add({ destination, code })
export const countDeadLetter = (destination, subscription, code) => deadLetters.add({ destination, subscription, code })
export const countHeld = amount => heldEvents.add({}, amount)
export function countBatch(seconds) {
  batches.add({})
  batchSeconds.add({}, seconds)
}

/** Sets the gauges, which are read when someone asks. */
export function setGauges(values) {
  partitions.set({}, values.partitions)
  lag.set({}, values.lag)
  holding.set({}, values.holding)
  for (const [state, count] of Object.entries(values.accounts)) accounts.set({ state }, count)
}

/** Prints all metrics as text of Prometheus. */
export function printMetrics() {
  const lines = [...metrics].flatMap(([name, { type, help, values }]) => [
    `# HELP ${name} ${help}`,
    `# TYPE ${name} ${type}`,
    ...[...values].map(([labels, value]) => `${name}${labels} ${value}`),
  ])
  return `${lines.join('\n')}\n`
}

function writeLabels(labels) {
  const parts = Object.entries(labels).map(([name, value]) => `${name}="${escapeLabel(String(value))}"`)
  return parts.length === 0 ? '' : `{${parts.join(',')}}`
}

function escapeLabel(value) {
  return value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')
}
