export {
  createDefinition,
  examine,
  type Finding,
  type Given,
  isAsBefore,
  type MappingDifference,
  readSaved,
  type SavedAction,
  type TriggerDifference,
} from '../segment/index.ts'
