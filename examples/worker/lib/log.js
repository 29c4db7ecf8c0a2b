/** Writes a JSON line to standard error. Callers give codes and names, never values of events. */
export function log(level, code, details = {}) {
  process.stderr.write(`${JSON.stringify({ time: new Date().toISOString(), level, code, ...details })}\n`)
}

/** The part of an error that may be logged. Messages of the broker and of the system have no values of events. */
export function describe(error) {
  return { error: error?.message ?? String(error) }
}
