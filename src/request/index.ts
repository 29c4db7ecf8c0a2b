export { type BatchFunctions, type BatchTemplate, emitBatch, parseBatch, partsOfBatch } from './batch.ts'
export { countOf, cutBatches, itemsOf, type Waiting } from './cut.ts'
export { account, type Draft, emitRequest } from './emit.ts'
export { byteLength, encodeBody } from './encode.ts'
export { finish, finishEncoded } from './finish.ts'
export type { Request } from './request.ts'
export { RequestError } from './requestError.ts'
export {
  type Part,
  parsePart,
  parseRequest,
  partsOfRequest,
  type RequestTemplate,
  type TemplateContext,
} from './template.ts'
