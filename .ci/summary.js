// Prints `N passed, N failed` for the checks that .ci/run counted and the tests that vitest reported.
import { readFileSync } from 'node:fs'

const [file, passedChecks, failedChecks] = process.argv.slice(2)

/** A run that broke down before it could report is a failure, and so is a file whose tests never started. */
function readTests() {
  try {
    const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(file, 'utf8'))
    const broken = testResults.filter(
      ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
    )
    return { passed: numPassedTests, failed: numFailedTests + broken.length }
  } catch {
    return { passed: 0, failed: 1 }
  }
}

const tests = readTests()
const passed = Number(passedChecks) + tests.passed
const failed = Number(failedChecks) + tests.failed
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed > 0 || tests.passed === 0 ? 1 : 0
