import { position } from '../../text/index.ts'
import { visible } from '../style.ts'
import type { Format } from './format.ts'

/** A line each, in the form that editors and terminals make links of. */
export const concise: Format = {
  name: 'concise',
  isForPeople: true,
  render: problems =>
    problems
      .map(({ severity = 'error', code, message, place }) => {
        const at = place && position(place.text, place.start)
        const where = place && at ? `${place.file}:${at.line}:${at.column} ` : ''
        return `${visible(`${where}${severity} ${code ? `${code} ` : ''}${message}`)}\n`
      })
      .join(''),
}
