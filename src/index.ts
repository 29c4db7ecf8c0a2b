export type { Action, Failure, MapResult, Report, Verdict } from './engine/action.ts'
export type { Request } from './request/request.ts'
