/** Help, type, names of labels, and values of each metric. A value is found by the values of its labels. */
const metrics = new Map()

/** Labels are joined for each request, and written only when someone asks. */
const separator = '\0'

function metric(name, type, help, ...names) {
  const values = new Map()
  metrics.set(name, { type, help, names, values })
  return {
    add: (amount, ...labels) => {
      const key = labels.join(separator)
      values.set(key, (values.get(key) ?? 0) + amount)
    },
    set: (amount, ...labels) => values.set(labels.join(separator), amount),
  }
}

const events = metric('callmap_events_total', 'counter', 'Events whose offset was written.')
const outcome = ['destination', 'subscription', 'outcome']
const actions = metric('callmap_actions_total', 'counter', 'Settled actions.', ...outcome)
const status = ['destination', 'code']
const answers = metric('callmap_answers_total', 'counter', 'Answers of vendors, by status; 0 without one.', ...status)
const letter = ['destination', 'subscription', 'code']
const deadLetters = metric('callmap_dead_letters_total', 'counter', 'Dead letters that the broker has.', ...letter)
const heldEvents = metric('callmap_held_events_total', 'counter', 'Events of accounts that wait, put into the broker.')
const batchSeconds = metric('callmap_batch_seconds_total', 'counter', 'Seconds in which batches were settled.')
const batches = metric('callmap_batches_total', 'counter', 'Settled batches.')
const partitions = metric('callmap_partitions', 'gauge', 'Partitions that this worker has.')
const lag = metric('callmap_waiting_events', 'gauge', 'Events of these partitions that are not read yet.')
const holding = metric('callmap_waiting_lanes', 'gauge', 'Accounts that wait, counted in each partition.')
const accounts = metric('callmap_accounts', 'gauge', 'Accounts, by state.', 'state')

export const countEvents = amount => events.add(amount)
export const countAction = (destination, subscription, outcome) => actions.add(1, destination, subscription, outcome)
export const countAnswer = (destination, code) => answers.add(1, destination, code)
export const countDeadLetter = (destination, subscription, code) => deadLetters.add(1, destination, subscription, code)
export const countHeld = amount => heldEvents.add(amount)
export function countBatch(seconds) {
  batches.add(1)
  batchSeconds.add(seconds)
}

/** Sets the gauges, which are read when someone asks. */
export function setGauges(values) {
  partitions.set(values.partitions)
  lag.set(values.lag)
  holding.set(values.holding)
  for (const [state, count] of Object.entries(values.accounts)) accounts.set(count, state)
}

/** Prints all metrics as text of Prometheus. */
export function printMetrics() {
  const lines = [...metrics].flatMap(([name, { type, help, names, values }]) => [
    `# HELP ${name} ${help}`,
    `# TYPE ${name} ${type}`,
    ...[...values].map(([labels, value]) => `${name}${writeLabels(names, labels.split(separator))} ${value}`),
  ])
  return `${lines.join('\n')}\n`
}

function writeLabels(names, values) {
  const parts = names.map((name, index) => `${name}="${escapeLabel(values[index])}"`)
  return parts.length === 0 ? '' : `{${parts.join(',')}}`
}

function escapeLabel(value) {
  return value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')
}
