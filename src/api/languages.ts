export { callSchemas } from '../event/index.ts'
export { type CompiledMapping, compileMapping } from '../mapping/index.ts'
export { compileTrigger, type PathAssignment, waysToSatisfy } from '../trigger/index.ts'
