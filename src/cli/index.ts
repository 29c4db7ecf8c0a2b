export { findSuites, loadSuite, placeIn } from '../workspace/suites/load.ts'
