import { renderProblem, type Style } from '../render/index.ts'
import type { Remedy, WorkspaceError } from '../workspace/index.ts'
import type { ExitError } from './exit.ts'

/** Renders the diagnostics of an error. */
export function errorText({ diagnostics }: ExitError | WorkspaceError, style: Style): string {
  return diagnostics
    .map(({ remedy, ...problem }) => renderProblem(remedy ? { ...problem, help: remedyText(remedy) } : problem, style))
    .join('\n')
}

/** The workspace knows no flags, so this says which one solves a problem. */
function remedyText(remedy: Remedy): string {
  switch (remedy.give) {
    case 'mappings':
      return 'name their files with -m, or with -d a destination that `callmap destinations` lists'
    case 'secrets':
      return '`--secrets env` reads the environment; `--secrets <file>` reads NAME=value lines or JSON'
    case 'tests': {
      const { mappings, tests } = remedy
      return `tests are in files such as \`${tests}\`; \`callmap test -m ${mappings}\` runs those beside it`
    }
  }
}
