import type { Code } from '../diagnostics/index.ts'
import type { Rule } from './rule.ts'
import { absentForCall } from './rules/absentForCall.ts'
import { absentInEvents } from './rules/absentInEvents.ts'
import { absentInHash } from './rules/absentInHash.ts'
import { alwaysTrue } from './rules/alwaysTrue.ts'
import { countedRepeat } from './rules/countedRepeat.ts'
import { doubtfulEvents } from './rules/doubtfulEvents.ts'
import { doubtfulNot } from './rules/doubtfulNot.ts'
import { doubtfulPath } from './rules/doubtfulPath.ts'
import { droppedTie } from './rules/droppedTie.ts'
import { duplicateName } from './rules/duplicateName.ts'
import { failingResponseRule } from './rules/failingResponseRule.ts'
import { hiddenFunction } from './rules/hiddenFunction.ts'
import { idleIdentityRule } from './rules/idleIdentityRule.ts'
import { idlePart } from './rules/idlePart.ts'
import { idleResponseRule } from './rules/idleResponseRule.ts'
import { ignoredInEvents } from './rules/ignoredInEvents.ts'
import { impossibleValue } from './rules/impossibleValue.ts'
import { likeDirective } from './rules/likeDirective.ts'
import { neverTrue } from './rules/neverTrue.ts'
import { nullInCoalesce } from './rules/nullInCoalesce.ts'
import { openTodo } from './rules/openTodo.ts'
import { openUrl } from './rules/openUrl.ts'
import { overlappingSubscriptions } from './rules/overlappingSubscriptions.ts'
import { plainSecret } from './rules/plainSecret.ts'
import { referenceByIndex } from './rules/referenceByIndex.ts'
import { responseReadsNothing } from './rules/responseReadsNothing.ts'
import { undeclaredSubject } from './rules/undeclaredSubject.ts'
import { unfitInEvents } from './rules/unfitInEvents.ts'
import { unhashedPii } from './rules/unhashedPii.ts'
import { unknownEventPath } from './rules/unknownEventPath.ts'
import { unknownRule } from './rules/unknownRule.ts'
import { unreadInEvents } from './rules/unreadInEvents.ts'
import { unused } from './rules/unused.ts'

/** Every rule, by its code. */
export const rules: ReadonlyMap<Code, Rule> = new Map(
  [
    ...[neverTrue, alwaysTrue, unknownEventPath, unfitInEvents, absentForCall, absentInEvents, ignoredInEvents],
    ...[doubtfulEvents, unreadInEvents, impossibleValue],
    ...[
      unhashedPii,
      plainSecret,
      openUrl,
      undeclaredSubject,
      idleResponseRule,
      responseReadsNothing,
      countedRepeat,
      failingResponseRule,
      idleIdentityRule,
      droppedTie,
      overlappingSubscriptions,
      duplicateName,
      likeDirective,
      doubtfulNot,
      doubtfulPath,
      nullInCoalesce,
      absentInHash,
      hiddenFunction,
      idlePart,
      unused,
      referenceByIndex,
      openTodo,
      unknownRule,
    ],
  ].map(rule => [rule.code, rule]),
)
