import { position } from '../../text/index.ts'
import { visible } from '../style.ts'
import type { Format } from './format.ts'

/** One line per finding. Editors and terminals turn the places into links. */
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
