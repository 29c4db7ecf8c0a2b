import { lenientProgram } from '../../engine/index.ts'

/** The definition that is edited, and the one that it is compared with. */
const most = 2

/** Makes programs, and keeps the last ones: most edits leave the definition alone, and its program is dear. */
export function recentPrograms(): typeof lenientProgram {
  const made = new Map<string, ReturnType<typeof lenientProgram>>()
  return definition => {
    const key = JSON.stringify(definition)
    const program = made.get(key) ?? lenientProgram(definition)
    made.delete(key)
    made.set(key, program)
    if (made.size > most) made.delete(made.keys().next().value!)
    return program
  }
}
