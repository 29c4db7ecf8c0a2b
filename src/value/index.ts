export type { ErrorObject, ValidateFunction } from './ajv.ts'
export { parseTime } from './anyTime.ts'
export { decodeBase64, encodeBase64 } from './base64.ts'
export {
  BudgetError,
  beginRun,
  built,
  charge,
  chargeCase,
  chargeComparison,
  chargeMembers,
  chargeSearch,
  countParts,
  defaultBudget,
  endRun,
  listKeys,
  manyKeys,
  mostUnits,
  nextRun,
  overBudget,
  runWithin,
  toBudget,
  unitsGranted,
  unitsLeft,
} from './budget.ts'
export { chargeWalk } from './chargeWalk.ts'
export { CompilationError, chargeCompilation, compilationOf, compileCost } from './compilation.ts'
export * as cost from './cost.ts'
export { isTooDeep, maxDepth } from './depth.ts'
export { type Foreign, findForeign, isJson } from './foreign.ts'
export {
  isDate,
  isDateTime,
  isEmail,
  isHostname,
  isIpv4,
  isIpv6,
  isTime,
  isUri,
  isUriReference,
  isUuid,
} from './formats.ts'
export { generateCode } from './generateCode.ts'
export { type HashAlgorithm, type HashEncoding, hash, hashAlgorithms, hashEncodings, hmac, sha256Hex } from './hash.ts'
export {
  describeKind,
  findKind,
  isJsonObject,
  isObject,
  type Json,
  type JsonObject,
  type Kind,
  own,
  withArticle,
} from './json.ts'
export { jsonOrText, readJson } from './jsonOrText.ts'
export { lazy } from './lazy.ts'
export { messageOf } from './messageOf.ts'
export { type Path, parsePath, printPath, readPath } from './path.ts'
export { payForValue } from './payForValue.ts'
export { type Pointer, pointer, pointerKeys } from './pointer.ts'
export { printJson } from './printJson.ts'
export { remember, rememberByObject } from './remember.ts'
export { isSame } from './same.ts'
export { type Moment, parseIso, printIso } from './time.ts'
export { decodePercent, utf8 } from './utf8.ts'
export { parseWebUrl, type WebUrl } from './webUrl.ts'
export { withValue } from './withValue.ts'
