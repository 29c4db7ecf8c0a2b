/** Most entries, and most characters of all of them: browsers keep some five million. */
const most = { entries: 30, characters: 3_000_000 }

/** A project as it was at a time. */
export interface PastProject {
  /** ISO 8601. */
  readonly at: string
  readonly title: string
  readonly fragment: string
}

/** The entries that there is room for, of a list that begins with the last one. A large one gives way to those before it. */
export function chooseKept(entries: readonly PastProject[]): PastProject[] {
  let room = most.characters
  return entries.slice(0, most.entries).filter(({ fragment }) => {
    const fits = fragment.length <= room
    if (fits) room -= fragment.length
    return fits
  })
}
