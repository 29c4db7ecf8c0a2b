import groupBy from 'lodash-es/groupBy.js'
import { type Coverage, type PlacedUnit, percent } from '../../workspace/index.ts'
import { type Style, visible } from '../style.ts'

/** Renders a table of coverage, with the units that are not covered below each file. */
export function coverageText(coverage: readonly Coverage[], min: number | undefined, style: Style): string {
  const width = Math.max(26, ...coverage.map(({ file }) => file.length))
  const head = `${'coverage'.padEnd(width)}   triggers     fields   branches  functions`
  const rows = coverage.flatMap(({ file, units, defaults }) => [
    `${visible(file).padEnd(width)}${kinds.map(kind => count(units, kind)).join('')}${formatPercent(percent(units))}`,
    ...missingLines(file, units).map(line => style.yellow(`  ${visible(line)}`)),
    ...(defaults.length > 0 ? [style.dim(`  ${defaultsText(defaults)}`)] : []),
  ])
  const total = percent(coverage.flatMap(({ units }) => units))
  const isLow = min !== undefined && total < min
  const verdict = isLow ? style.red(`   below --min ${min}`) : ''
  return [
    style.bold(head),
    ...rows,
    `${'total'.padEnd(width + 11 * kinds.length)}${formatPercent(total)}${verdict}`,
  ].join('\n')
}

function defaultsText(defaults: readonly PlacedUnit[]): string {
  const covered = defaults.filter(({ isCovered }) => isCovered).length
  return `not counted  defaults of the destination: ${covered} of ${defaults.length} covered`
}

const kinds = ['trigger', 'field', 'branch', 'function'] as const

function count(units: readonly PlacedUnit[], kind: PlacedUnit['kind']): string {
  const of = units.filter(unit => unit.kind === kind)
  return `${of.filter(({ isCovered }) => isCovered).length}/${of.length}`.padStart(11)
}

/** Rounds down, so that 100 % means all units. */
function formatPercent(part: number): string {
  return `${Math.floor(part)} %`.padStart(9)
}

function missingLines(file: string, units: readonly PlacedUnit[]): string[] {
  const missing = units.filter(({ isCovered }) => !isCovered)
  const grouped = groupBy(missing, unit => [titleUnit(unit), unit.kind, unit.of].join('\n'))
  const lines = Object.values(grouped).flatMap(group => {
    // Fields of one subscription share a line, at the place of the first.
    const rows = group[0]!.kind === 'field' ? [group] : group.map(unit => [unit])
    return rows.map(row => {
      const [first] = row as [PlacedUnit]
      const place = `${first.line}:${first.column}`
      return {
        title: titleUnit(first),
        place: first.file === file ? place : `${first.file}:${place}`,
        what: describeUnits(row),
      }
    })
  })
  const [titles, places] = [lines.map(({ title }) => title.length), lines.map(({ place }) => place.length)]
  const [titleWidth, placeWidth] = [Math.max(...titles), Math.max(...places)]
  return lines.map(({ title, place, what }) => `${title.padEnd(titleWidth)}  ${place.padStart(placeWidth)}   ${what}`)
}

function titleUnit({ kind, name }: PlacedUnit): string {
  return { trigger: `never ${name}`, field: 'never sent', branch: 'never taken', function: 'never called' }[kind]
}

/** Describes units of the same kind and owner. */
export function describeUnits(units: readonly PlacedUnit[]): string {
  const { kind, of, name } = units[0]!
  if (kind === 'trigger') return `trigger of ${of}`
  if (kind === 'field') return `${of}: ${units.map(unit => unit.name).join(', ')}`
  return kind === 'function' ? of : `${of}: arm ${Number(name) + 1} of a branch`
}
