import groupBy from 'lodash-es/groupBy.js'
import { printCount } from '../../text/index.ts'
import { type Coverage, type PlacedUnit, percent } from '../../workspace/index.ts'
import { type Style, visible } from '../style.ts'
import { alignColumns } from '../table.ts'

/** Renders a table of coverage, with the units that are not covered below each file. */
export function coverageText(coverage: readonly Coverage[], min: number | undefined, style: Style): string {
  const total = percent(coverage.flatMap(({ units }) => units))
  const isLow = min !== undefined && total < min
  const table = [
    ['coverage', 'triggers', 'fields', 'branches', 'functions', 'answers'],
    ...coverage.map(({ file, units }) => [
      visible(file),
      ...kinds.map(kind => formatCount(units, kind)),
      formatPercent(percent(units)),
    ]),
    ['total', ...kinds.map(() => ''), formatPercent(total), ...(isLow ? [style.red(`below --min ${min}`)] : [])],
  ]
  const [head = '', ...lines] = alignColumns(table, { right: [1, 2, 3, 4, 5, 6] })
  const files = coverage.flatMap(({ file, units, defaults, unanswered }, i) => [
    lines[i]!,
    ...missingLines(file, units).map(line => style.yellow(`  ${line}`)),
    ...(defaults.length > 0 ? [style.dim(`  ${defaultsText(defaults)}`)] : []),
    ...(unanswered.length > 0 ? [style.dim(`  ${unansweredText(unanswered)}`)] : []),
  ])
  return [style.bold(head), ...files, lines.at(-1)!].join('\n')
}

function defaultsText(defaults: readonly PlacedUnit[]): string {
  const covered = defaults.filter(({ isCovered }) => isCovered).length
  return `not counted  defaults of the destination: ${covered} of ${defaults.length} covered`
}

function unansweredText({ length }: readonly PlacedUnit[]): string {
  return `not counted  ${printCount(length, 'part of a response', 'parts of responses')}: no test has \`answers\``
}

const kinds = ['trigger', 'field', 'branch', 'function', 'answer'] as const

function formatCount(units: readonly PlacedUnit[], kind: PlacedUnit['kind']): string {
  const of = units.filter(unit => unit.kind === kind)
  return `${of.filter(({ isCovered }) => isCovered).length}/${of.length}`
}

/** Rounds down, so that 100 % means all units. */
function formatPercent(part: number): string {
  return `${Math.floor(part)} %`
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
      return [titleUnit(first), first.file === file ? place : `${first.file}:${place}`, describeUnits(row)].map(visible)
    })
  })
  return alignColumns(lines, { right: [1] })
}

function titleUnit({ kind, name }: PlacedUnit): string {
  return {
    trigger: `never ${name}`,
    field: 'never sent',
    branch: 'never taken',
    function: 'never called',
    answer: 'never taken',
  }[kind]
}

/** Describes units of the same kind and owner. */
export function describeUnits(units: readonly PlacedUnit[]): string {
  const { kind, of, name } = units[0]!
  if (kind === 'trigger') return `trigger of ${of}`
  if (kind === 'field') return `${of}: ${units.map(unit => unit.name).join(', ')}`
  if (kind === 'answer' && !/^\d+$/.test(name)) return `${of}: ${name === 'rule' ? 'a rule' : 'a list of errors'}`
  return kind === 'function' ? of : `${of}: arm ${Number(name) + 1} of a branch`
}
