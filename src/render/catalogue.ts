import { kinds } from '../destination/index.ts'
import type { CatalogueAction, CatalogueEntry, CatalogueMatch } from '../workspace/index.ts'
import type { Style } from './style.ts'
import { alignColumns } from './table.ts'

/** Renders a line for each destination, grouped by kind, with actions below it. */
export function catalogueText(found: readonly CatalogueMatch[], style: Style): string {
  const width = Math.max(...found.map(({ entry }) => entry.slug.length))
  const groups = Object.entries(kinds).flatMap(([kind, title]) => {
    const lines = found
      .filter(({ entry }) => entry.kind === kind)
      .flatMap(({ entry: { slug, description }, actions }) => [
        `  ${style.bold(slug.padEnd(width))}   ${description}\n`,
        ...actionLines(actions, style).map(line => `    ${line}`),
      ])
    return lines.length > 0 ? [`${title}\n${lines.join('')}`] : []
  })
  return groups.join('\n')
}

/** Renders a destination with its actions. */
export function entryText(entry: CatalogueEntry, style: Style): string {
  const { slug, name, description, requiredSettings, actions } = entry
  const needs = requiredSettings.length === 0 ? '' : style.dim(`   needs ${requiredSettings.join(', ')}`)
  const lines = actionLines(actions, style).map(line => `  ${line}`)
  return `${style.bold(slug)}   ${name}${needs}\n  ${style.dim(description)}\n${lines.join('')}`
}

function actionLines(actions: readonly CatalogueAction[], style: Style): string[] {
  return alignColumns(actions.map(({ action, description }) => [style.cyan(action), description])).map(
    line => `${line}\n`,
  )
}
