// Prints what failed by name, and then `N passed, N failed`: the tests that vitest reported and the checks that .ci/run
// counted. It comes last, so that the end of a long log tells everything.
import { readFileSync } from 'node:fs'

const [file, passedChecks, ...failedChecks] = process.argv.slice(2)

/** A run that broke down before it could report is a failure, and so is a file whose tests never started. */
function readTests() {
  try {
    const { numPassedTests, testResults } = JSON.parse(readFileSync(file, 'utf8'))
    const failed = testResults.flatMap(({ name, status, assertionResults }) => {
      const tests = assertionResults.filter(test => test.status === 'failed').map(({ fullName }) => fullName)
      return status === 'failed' && tests.length === 0 ? [name] : tests
    })
    return { passed: numPassedTests, failed }
  } catch {
    return { passed: 0, failed: ['the tests, which reported nothing'] }
  }
}

const tests = readTests()
const failed = [...failedChecks, ...tests.failed]
for (const name of failed) {
  console.log(`failed: ${name}`)
}
console.log(`${Number(passedChecks) + tests.passed} passed, ${failed.length} failed`)
process.exitCode = failed.length > 0 || tests.passed === 0 ? 1 : 0
