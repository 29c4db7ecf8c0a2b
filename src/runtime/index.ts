/**
 * Everything that a generated program can import. `compile` links these functions, and a built module imports them from
 * `callmap/runtime`. Their names are unique.
 */
export { hasOwnKey, isArray, isFiniteNumber, isSafeInteger, objectKeys, plain } from '../code/natives.ts'
export { addKeys, defineKey } from '../code/object.ts'
export { isDateLike } from '../destination/formats.ts'
export { callIds } from '../engine/run/action.ts'
export { describeCheckError, isTrue, recordMappingError, refusePayload, settlePayload } from '../engine/run/failure.ts'
export { createModule } from '../engine/run/module.ts'
export { version } from '../engine/run/version.ts'
export { signature } from '../jsonata/package.ts'
export { applyProcedure } from '../jsonata/runtime/apply.ts'
export { checkArguments, isListOf, listOf } from '../jsonata/runtime/arguments.ts'
export { failJsonata } from '../jsonata/runtime/error.ts'
export {
  constructedItems,
  fieldOfItem,
  flattenResults,
  isEmptyList,
  lastFieldOfEach,
  lastStepResult,
  stepContexts,
  toStream,
} from '../jsonata/runtime/fields.ts'
export { filterItems, itemAt } from '../jsonata/runtime/filter.ts'
export { applyPartially, checkedLambda, functionValue, openArgument } from '../jsonata/runtime/functionValue.ts'
export { gatherContexts, groupContexts } from '../jsonata/runtime/group.ts'
export { regexMatcher } from '../jsonata/runtime/matcher.ts'
export {
  appendElement,
  calculate,
  compareValues,
  flatList,
  isIn,
  negateNumber,
  numberRange,
  operandText,
} from '../jsonata/runtime/operators.ts'
export { orderBy } from '../jsonata/runtime/order.ts'
export { Run } from '../jsonata/runtime/run.ts'
export { keepArray, keepArrayOfPath, markConstructed, unwrapSingleton } from '../jsonata/runtime/sequence.ts'
export { TailCall } from '../jsonata/runtime/tailCall.ts'
export {
  filterTuples,
  groupTuples,
  numberTuples,
  orderTuples,
  startSortedTuples,
  startTuples,
  tupleAt,
  tupleItems,
  tupleStep,
} from '../jsonata/runtime/tuples.ts'
export { deepEqual, isRecord, truthy } from '../jsonata/runtime/values.ts'
export { descendants, fieldValues } from '../jsonata/runtime/wildcard.ts'
export { unbound } from '../jsonata/scope.ts'
export { lowerIfString, upperIfString } from '../mapping/directives/case.ts'
export { withoutNulls } from '../mapping/directives/excludeWhenNull.ts'
export { flattenObject } from '../mapping/directives/flatten.ts'
export { isBlank } from '../mapping/directives/if.ts'
export { decodeJson, encodeJson } from '../mapping/directives/json.ts'
export { refuseForeign } from '../mapping/directives/jsonata.ts'
export { dropAbsent } from '../mapping/directives/merge.ts'
export { readComputed } from '../mapping/directives/path.ts'
export { toReplaceable } from '../mapping/directives/replace.ts'
export { renderTemplate } from '../mapping/directives/template.ts'
export { liquidTemplate } from '../mapping/liquid.ts'
export { toText } from '../mapping/text.ts'
export { authText, basicAuth, bearerAuth, headerAuth, hmacAuth, queryAuth } from '../request/auth.ts'
export { countRequests, isMade } from '../request/emit.ts'
export { headerText, withAllHeaders, withHeaders } from '../request/header.ts'
export { methodText, needsBody } from '../request/method.ts'
export { secretPlaces } from '../request/secrets.ts'
export { fillUrl, fillWholeUrl, fixedUrl, urlRules, wholeUrl, withPair, withQuery, writeUrl } from '../request/url.ts'
export { listHas } from '../trigger/emit.ts'
export { lowercaseString, measureLength, nameType, uppercaseString } from '../trigger/functions.ts'
export { compileGlob } from '../trigger/glob.ts'
export { isJson } from '../value/foreign.ts'
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
} from '../value/formats.ts'
export { isJsonObject } from '../value/json.ts'
