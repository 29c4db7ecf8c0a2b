/**
 * Everything that a generated program can import. `compile` links these functions, and a built module imports them from
 * `callmap/runtime`. Their names are unique.
 */
export { hasOwnKey, isArray, isFiniteNumber, isSafeInteger, objectKeys, plain } from '../code/natives.ts'
export { addKeys, defineKey, ownValue } from '../code/object.ts'
export { isDateLike } from '../destination/dateLike.ts'
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
} from '../destination/paidFormats.ts'
export { addAction, callIds } from '../engine/run/addAction.ts'
export { batches } from '../engine/run/batches.ts'
export { describeCheckError, isTrue, recordMappingError, refusePayload, settlePayload } from '../engine/run/failure.ts'
export { mapPart } from '../engine/run/map.ts'
export { createModule } from '../engine/run/module.ts'
export { outcomesPart } from '../engine/run/outcomes.ts'
export { requestsPart } from '../engine/run/requests.ts'
export { tokenRequests } from '../engine/run/tokenRequests.ts'
export { tokenFunctions } from '../engine/run/tokens.ts'
export { tokensPart } from '../engine/run/tokensPart.ts'
export { version } from '../engine/run/version.ts'
export { base64decode as $base64decode, base64encode as $base64encode } from '../jsonata/functions/base64.ts'
export { $compact } from '../jsonata/functions/compact.ts'
export { $countryCode } from '../jsonata/functions/countryCode.ts'
export { $e164 } from '../jsonata/functions/e164.ts'
export { formatInteger as $formatInteger } from '../jsonata/functions/formatInteger.ts'
export { formatMillis as $fromMillis } from '../jsonata/functions/formatMillis.ts'
export { formatNumber as $formatNumber } from '../jsonata/functions/formatNumber.ts'
export { $formatTimes } from '../jsonata/functions/formatTimes.ts'
export { $hash } from '../jsonata/functions/hash.ts'
export { $hashOnce } from '../jsonata/functions/hashOnce.ts'
export {
  each as $each,
  filter as $filter,
  map as $map,
  reduce as $reduce,
  sift as $sift,
  single as $single,
} from '../jsonata/functions/higherOrder.ts'
export { $hmac } from '../jsonata/functions/hmac.ts'
export { $isCurrency } from '../jsonata/functions/isCurrency.ts'
export { $isEmail } from '../jsonata/functions/isEmail.ts'
export { $isoTime } from '../jsonata/functions/isoTime.ts'
export {
  append as $append,
  distinct as $distinct,
  keys as $keys,
  lookup as $lookup,
  merge as $merge,
  reverse as $reverse,
  spread as $spread,
  zip as $zip,
} from '../jsonata/functions/list.ts'
export { $mapKeys } from '../jsonata/functions/mapKeys.ts'
export { $mapValues } from '../jsonata/functions/mapValues.ts'
export {
  abs as $abs,
  average as $average,
  ceil as $ceil,
  count as $count,
  floor as $floor,
  formatBase as $formatBase,
  max as $max,
  min as $min,
  number as $number,
  power as $power,
  round as $round,
  sqrt as $sqrt,
  sum as $sum,
} from '../jsonata/functions/numbers.ts'
export { $omit } from '../jsonata/functions/omit.ts'
export { parseInteger as $parseInteger } from '../jsonata/functions/parseInteger.ts'
export { $pick } from '../jsonata/functions/pick.ts'
export { $prefixKeys } from '../jsonata/functions/prefixKeys.ts'
export { $renameKeys } from '../jsonata/functions/renameKeys.ts'
export { sort as $sort } from '../jsonata/functions/sort.ts'
export {
  length as $length,
  lowercase as $lowercase,
  substring as $substring,
  substringAfter as $substringAfter,
  substringBefore as $substringBefore,
  trim as $trim,
  uppercase as $uppercase,
} from '../jsonata/functions/strings.ts'
export {
  contains as $contains,
  match as $match,
  replace as $replace,
  split as $split,
} from '../jsonata/functions/text.ts'
export { toMillisUtc as $toMillisUtc } from '../jsonata/functions/time.ts'
export { $ulid } from '../jsonata/functions/ulid.ts'
export { $unixMicros } from '../jsonata/functions/unixMicros.ts'
export { $unixMillis } from '../jsonata/functions/unixMillis.ts'
export { $unixTime } from '../jsonata/functions/unixTime.ts'
export { $unixTimes } from '../jsonata/functions/unixTimes.ts'
export { $urlParameters } from '../jsonata/functions/urlParameters.ts'
export {
  decodeUrl as $decodeUrl,
  decodeUrlComponent as $decodeUrlComponent,
  encodeUrl as $encodeUrl,
  encodeUrlComponent as $encodeUrlComponent,
} from '../jsonata/functions/urls.ts'
export { $userAgent } from '../jsonata/functions/userAgent.ts'
export {
  assert as $assert,
  boolean as $boolean,
  clone as $clone,
  error as $error,
  exists as $exists,
  join as $join,
  not as $not,
  pad as $pad,
  string as $string,
  type as $type,
} from '../jsonata/functions/values.ts'
export { applyProcedure } from '../jsonata/runtime/apply.ts'
export { checkArguments, isListOf, listOf } from '../jsonata/runtime/arguments.ts'
export { failJsonata } from '../jsonata/runtime/error.ts'
export * as errorKinds from '../jsonata/runtime/errorKinds.ts'
export {
  constructedItems,
  fieldOfEach,
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
export { provenMatcher, regexMatcher } from '../jsonata/runtime/matcher.ts'
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
export {
  keepArray,
  keepArrayOfPath,
  markConstructed,
  sequenceOf,
  unwrapSingleton,
} from '../jsonata/runtime/sequence.ts'
export { parsedSignature, signature } from '../jsonata/runtime/signature.ts'
export { lastStepOfEach, stepOfEach } from '../jsonata/runtime/steps.ts'
export { TailCall } from '../jsonata/runtime/tailCall.ts'
export { transformer } from '../jsonata/runtime/transform.ts'
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
export { withoutEmpty } from '../mapping/directives/compact.ts'
export { withoutNulls } from '../mapping/directives/excludeWhenNull.ts'
export { flattenObject } from '../mapping/directives/flatten.ts'
export { isBlank } from '../mapping/directives/if.ts'
export { decodeJson, encodeJson } from '../mapping/directives/json.ts'
export { dropAbsent } from '../mapping/directives/merge.ts'
export { readComputed } from '../mapping/directives/path.ts'
export { replaceText, toReplaceable } from '../mapping/directives/replace.ts'
export { liquidTemplate } from '../mapping/liquid.ts'
export { refuseForeign } from '../mapping/refuseForeign.ts'
export { renderTemplate } from '../mapping/template.ts'
export { toText } from '../mapping/text.ts'
export { authText, basicAuth, bearerAuth, headerAuth, hmacAuth, queryAuth } from '../request/auth.ts'
export { countRequests, isMade } from '../request/count.ts'
export { addDraft } from '../request/draft.ts'
export { headerText, withAllHeaders, withHeader } from '../request/header.ts'
export { methodText, needsBody } from '../request/method.ts'
export { secretPlaces } from '../request/secrets.ts'
export {
  fillUrl,
  fillWholeUrl,
  fixedUrl,
  originUrl,
  urlRules,
  wholeUrl,
  withAllQuery,
  withPair,
  withQuery,
  writeOrigin,
  writeUrl,
} from '../request/url.ts'
export { readErrors } from '../response/readErrors.ts'
export { readToken } from '../response/readToken.ts'
export { holdsText, listHas } from '../trigger/emit.ts'
export { lowercaseString, measureLength, nameType, uppercaseString } from '../trigger/functions.ts'
export { compileGlob } from '../trigger/glob.ts'
export { built, charge, chargeMembers } from '../value/budget.ts'
export { chargeWalk } from '../value/chargeWalk.ts'
export { isJson } from '../value/foreign.ts'
export { isJsonObject } from '../value/json.ts'
export { payForValue } from '../value/payForValue.ts'
