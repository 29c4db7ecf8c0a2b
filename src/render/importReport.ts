import groupBy from 'lodash-es/groupBy.js'
import type { Diagnostic } from '../diagnostics/index.ts'
import type { Given, ImportNote, MappingDifference, TriggerDifference } from '../segment/index.ts'
import { type Finding, isAsBefore } from '../segment/index.ts'
import { printCount } from '../text/index.ts'
import { type Style, visible } from './style.ts'

/** Renders the findings about saved Segment actions. */
export function importText(
  out: string,
  imported: number,
  findings: readonly Finding[],
  problems: readonly Diagnostic[],
  style: Style,
): string {
  const blocks = findings.flatMap(finding => {
    const lines = findingLines(finding, style)
    const trigger = finding.trigger === '' ? '' : `   ${visible(finding.trigger)}`
    return lines.length === 0 ? [] : [[`${style.bold(visible(finding.name))}${trigger}`, ...lines]]
  })
  const lines = problems.map(({ code, at, message }) => `${code}  ${visible(`${at}  ${message}`)}`)
  const sections = [...blocks, ...(lines.length > 0 ? [lines] : [])].map(block => `${block.join('\n')}\n`)
  const broken = new Set(problems.flatMap(({ severity, at }) => (severity === 'error' ? [at.split('/')[2]] : [])))
  const same = findings
    .filter(({ problem }) => problem === undefined)
    .filter((finding, i) => isAsBefore(finding) && !broken.has(String(i))).length
  const result = same === findings.length ? ': no event was found that gives a different result' : `, ${same} as before`
  return [...sections, `created  ${out}   ${printCount(imported, 'subscription', 'subscriptions')}${result}\n`].join(
    '\n',
  )
}

function findingLines({ problem, difference, mappingDifferences }: Finding, style: Style): string[] {
  if (problem !== undefined) return [`  ${style.red('not imported')}: ${visible(problem)}`]
  return [
    ...(difference ? triggerLines(difference) : []),
    ...(mappingDifferences
      ? mappingLines(mappingDifferences)
      : ['  no event is known to match its trigger, so its mapping was not compared']),
  ]
}

function triggerLines({ event, here, there, notes }: TriggerDifference): string[] {
  const answer = (fires: boolean | undefined) => (fires === undefined ? 'fails' : fires ? 'fires' : 'does not fire')
  return [
    `  the published evaluator ${answer(there)}, callmap ${answer(here)}, for`,
    `    ${visible(JSON.stringify(event))}`,
    ...notes.map(note => `  there, ${note}`),
  ]
}

/** Groups fields that differ for the same reason. Fields shown by the same event share a line. */
function mappingLines(differences: readonly MappingDifference[]): string[] {
  return Object.values(groupBy(differences, reasonLines)).flatMap(alike => {
    const shown = groupBy(alike, ({ event, here, there }) => JSON.stringify([event, here, there]))
    return [...Object.values(shown).flatMap(exampleLines), ...reasonLines(alike[0]!)]
  })
}

/** Number of fields on a line. `--json` lists all. */
const mostPlaces = 12

function exampleLines(differences: readonly MappingDifference[]): string[] {
  const { event, here, there } = differences[0]!
  const places = differences.map(({ at }) => visible(at || 'the payload'))
  const fields = [...places.slice(0, mostPlaces), ...(places.length > mostPlaces ? ['…'] : [])].join(', ')
  const answer = ({ value, failure }: Given) => {
    if (failure !== undefined) return 'fails'
    return value === undefined ? 'gives nothing' : `gives ${visible(JSON.stringify(value))}`
  }
  return [
    `  ${fields}: the published evaluator ${answer(there)}, callmap ${answer(here)}, for`,
    `    ${visible(JSON.stringify(event))}`,
  ]
}

function reasonLines({ notes, here, there }: MappingDifference): string[] {
  return [
    ...notes.map(note => `  there, ${note}`),
    ...(there.failure === undefined ? [] : [`  there, ${visible(there.failure)}`]),
    ...(here.failure === undefined ? [] : [`  here, ${visible(here.failure)}`]),
  ]
}

const effects = { lost: 'not carried over', changed: 'written differently', form: 'not needed' }

/** Renders the parts of metadata that a definition does not have, and the next step. */
export function importNotesText(notes: readonly ImportNote[], style: Style): string {
  const lines = notes.flatMap(({ part, effect, message, at }) => {
    const name = effect === 'lost' ? style.yellow(effects.lost) : effects[effect]
    const places = [...at.slice(0, mostPlaces), ...(at.length > mostPlaces ? ['…'] : [])]
    return [`${name}: ${visible(part)} (${at.length}): ${visible(message)}`, `  ${visible(places.join(', '))}`]
  })
  return [...lines, 'next: write the requests, which are marked `$todo`', '', ''].join('\n')
}
