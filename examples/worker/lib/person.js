/** ID that keeps the events of one person in one partition. As for `normalize`, a number is the same as its string. */
export function personIn(event) {
  for (const id of [event.userId, event.anonymousId, event.groupId]) {
    const text = typeof id === 'number' ? String(id) : id
    if (typeof text === 'string' && text.trim() !== '') return text
  }
  return ''
}
