import { renderProblem } from '../codeFrame.ts'
import type { Format } from './format.ts'

/** Code frames, for the terminal. */
export const pretty: Format = {
  name: 'pretty',
  isForPeople: true,
  render: (problems, style) =>
    problems
      .map(problem => {
        const { help, fix } = problem
        const flags = fix?.applicability === 'safe' ? '--fix' : '--fix --unsafe'
        const offer = fix && help ? `${help}  [${fix.applicability} fix: \`callmap check ${flags}\`]` : help
        return `${renderProblem({ ...problem, help: offer }, style)}\n`
      })
      .join(''),
}
