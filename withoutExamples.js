/** Leaves the examples of lint rules out of bundles: tests and the library have them, and no command reads them. */
export const withoutExamples = {
  name: 'rules without examples',
  transform: {
    filter: { id: /\/analysis\/rules\/\w+\.ts$/ },
    handler: code => code.replace(/\n {2}examples: \{\n[\s\S]*?\n {2}\},\n/, '\n  examples: { bad: [], good: [] },\n'),
  },
}
