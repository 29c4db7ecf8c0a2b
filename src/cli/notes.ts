import { renderProblem } from '../render/index.ts'
import type { LoadedDestination } from '../workspace/index.ts'
import type { Session } from './host.ts'

/** Notes warnings about destinations, and example settings. */
export function noteLoaded(destinations: readonly LoadedDestination[], { note, errorStyle }: Session): void {
  for (const { destination, isTrial, secrets, warnings } of destinations) {
    for (const warning of warnings) note(`${renderProblem(warning, errorStyle)}\n`)
    if (!isTrial) continue
    const missing = secrets.length > 0 ? `; secrets are shown as ${describeSecrets(secrets)}` : ''
    note(errorStyle.dim(`${destination.name} has example settings${missing}\n`))
  }
}

/** Notes which secrets are redacted in requests. */
export function noteSecrets(destinations: readonly LoadedDestination[], { note, errorStyle }: Session): void {
  const secrets = destinations.filter(({ isTrial }) => !isTrial).flatMap(({ secrets }) => secrets)
  if (secrets.length === 0) return
  note(errorStyle.dim(`secrets are shown as ${describeSecrets([...new Set(secrets)])}; --secrets env fills them in\n`))
}

function describeSecrets(secrets: readonly string[]): string {
  return secrets.map(name => `<redacted ${name}>`).join(', ')
}
