export { findSuites, loadSuite, placeIn } from './suites.ts'
