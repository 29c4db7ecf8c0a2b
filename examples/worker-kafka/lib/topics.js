import { log } from '../../worker/lib/log.js'
import { deadLetterDays, eventDays } from '../../worker/lib/settings.js'

const day = 24 * 3600 * 1000

/** Events are in the topic of `EVENTS_TOPIC`, so that a log that exists can be delivered. */
export const eventsTopic = process.env.EVENTS_TOPIC || 'events'
export const deadLettersTopic = 'deadLetters'
export const tokensTopic = 'tokens'

/** Milliseconds until a broker that creates no topics counts as such. */
const patience = 3000

/** Topics as this worker creates them. Existing topics stay as they are. */
function describeTopics(partitions) {
  const entries = values => Object.entries(values).map(([name, value]) => ({ name, value: String(value) }))
  return [
    { topic: eventsTopic, numPartitions: partitions, configEntries: entries({ 'retention.ms': eventDays * day }) },
    {
      topic: deadLettersTopic,
      numPartitions: 1,
      configEntries: entries({ 'cleanup.policy': 'compact,delete', 'retention.ms': deadLetterDays * day }),
    },
    { topic: tokensTopic, numPartitions: 1, configEntries: entries({ 'cleanup.policy': 'compact' }) },
  ]
}

/** Creates the topics that are missing. Returns the number of partitions of the events. */
export async function openTopics(admin, client, partitions) {
  const existing = new Set((await client.readTopics()).keys())
  const missing = describeTopics(partitions).filter(({ topic }) => !existing.has(topic))
  if (missing.length > 0) {
    try {
      await admin.createTopics({ topics: missing, timeout: patience })
    } catch (error) {
      // The broker may create a topic when it is asked for it, with settings of its own; or another worker was first.
      const [{ message }] = error.errors ?? [error]
      log('warn', 'topics-not-created', { topics: missing.map(({ topic }) => topic), error: message })
    }
  }
  for (const { topic } of missing) await client.countPartitions(topic)
  return client.countPartitions(eventsTopic)
}
