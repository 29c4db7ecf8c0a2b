import { parseSync } from 'rolldown/utils'

/** Leaves out the examples in the module of a lint rule: they are for tests and documentation. */
export function leaveOutExamples(code, file) {
  const { program } = parseSync(file, code)
  const declared = program.body.flatMap(({ declaration }) => declaration?.declarations ?? [])
  const members = declared.flatMap(({ init }) => (init?.type === 'ObjectExpression' ? init.properties : []))
  const examples = members.find(({ key }) => key?.name === 'examples')
  if (examples === undefined) throw new Error(`${file} has no rule with examples`)
  return code.slice(0, examples.start) + code.slice(examples.end).replace(/^,/, '')
}

/** The same for bundles. */
export const withoutExamples = {
  name: 'without examples of rules',
  transform: { filter: { id: /src\/analysis\/rules\/\w+\.ts$/ }, handler: leaveOutExamples },
}
