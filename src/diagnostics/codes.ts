import { accountCodes, error } from './accountCodes.ts'

const warning = (name: string, summary: string, label?: string) => ({
  ...error(name, summary, label),
  severity: 'warning' as const,
})

/**
 * All diagnostic codes: name, summary, and the label beside the marked place where it is always the same. A code is a
 * contract: never reused, never renumbered.
 *
 * CM1xx shape of JSON and files · CM2xx triggers · CM3xx events and their paths · CM4xx actions and fields ·
 * CM5xx directives · CM6xx JSONata · CM7xx requests and secrets · CM8xx mistakes that still work ·
 * CM9xx one event at run time
 */
export const codes = {
  CM101: error('wrong-type', 'a value has the wrong type'),
  CM102: error('unknown-key', 'the format has no such key', 'unknown key'),
  CM103: error('missing-key', 'a required key is absent'),
  CM104: error('too-deep', 'a definition or call is nested too deep', 'nested too deep'),
  CM105: error('unknown-reference', 'a `$ref` names no part of the definition', 'no such part'),
  CM106: error('circular-reference', 'a `$ref` leads back to itself', 'leads back to itself'),
  CM107: error('not-json', 'a line of the input is not JSON', 'not JSON'),
  CM108: error('json-syntax', 'a file is not JSON', 'not JSON'),
  CM191: error('unknown-test-key', 'test files have no such key', 'unknown key'),
  CM192: error('invalid-matcher', 'a matcher of a test does not exist, or its argument is invalid'),
  CM193: error('invalid-test', 'a test contradicts itself or its file'),
  CM201: error('trigger-syntax', 'a trigger cannot be parsed'),
  CM202: error('foreign-sign', 'a trigger has a sign of another language', 'a sign of another language'),
  CM203: warning('never-true', 'a trigger is false for every event'),
  CM204: error('unquoted-value', 'a string in a trigger is not quoted', 'a string without quotes'),
  CM205: error('unknown-trigger-function', 'a trigger calls an unknown function', 'no function with this name'),
  CM206: error('trigger-too-long', 'a trigger is too long', 'too long'),
  CM207: warning('always-true', 'a trigger is true for every event', 'true for every event'),
  CM301: error('unknown-event-path', 'a path starts with a field that no call has', 'unknown field'),
  CM302: warning('unfit-in-events', 'a mapping gives values that its field refuses, for real events'),
  CM303: warning('absent-for-call', 'a mapping reads only fields that these calls never have'),
  CM304: warning('absent-in-events', 'no real event has the path', 'in none of the events'),
  CM305: warning('ignored-in-events', 'the vendor drops, cuts or ignores a part of real events', 'sends them'),
  CM306: warning('doubtful-events', 'arguments of real events seem to be swapped'),
  CM307: warning('unread-in-events', 'nothing reads a top-level key of real events'),
  CM311: error('not-a-call', 'an event is not one of the six calls'),
  CM312: error('incomplete-call', 'a call lacks a required ID or name'),
  CM313: error('invalid-call', 'a field of a call is invalid'),
  CM314: warning('unreadable-time', 'a time of a call cannot be read, and another one is used'),
  CM401: error(
    'unknown-action',
    'a subscription names an action that the destination does not have',
    'no action with this name',
  ),
  CM402: warning('required-not-mapped', 'a required field has no mapping, so every event fails'),
  CM403: error(
    'unknown-field',
    'a mapping, condition or check names a field that the action does not have',
    'no field with this name',
  ),
  CM404: error('mapping-and-overrides', 'a subscription has both a mapping and overrides'),
  CM405: error('invalid-field', 'a field contradicts its type', 'impossible for its type'),
  CM406: accountCodes.CM406,
  CM407: accountCodes.CM407,
  CM408: accountCodes.CM408,
  CM409: warning(
    'unmappable-field',
    'a subscription maps a field that the action does not have',
    'no field with this name',
  ),
  CM411: warning('impossible-value', 'a mapping gives an invalid value for every event', 'never fits the field'),
  CM412: warning('unhashed-pii', 'a field for hashes gets personal data that is not hashed', 'not hashed'),
  CM413: error('unknown-destination', 'a mappings file names an unknown destination', 'no such destination'),
  CM501: error('directive-not-alone', 'an object has a key beside a directive', 'beside a directive'),
  CM502: error('invalid-argument', 'the argument of a directive is invalid', 'invalid for this directive'),
  CM503: error('unknown-directive', 'a key starts with @ and names no directive', 'no directive with this name'),
  CM504: warning('ignored-argument', 'a directive ignores part of its argument', 'has no effect'),
  CM505: error('liquid', 'a Liquid template cannot be parsed, or uses a forbidden feature', 'cannot be parsed'),
  CM506: warning('unfinished-path', 'a path or placeholder is incomplete, and is read as far as it goes', 'incomplete'),
  CM507: error('not-a-path', 'a placeholder of a template is not a path', 'not a path'),
  CM508: warning(
    'foreign-template',
    'a template has syntax of another language, which is sent unchanged or read as part of a key',
    'not replaced',
  ),
  CM410: warning(
    'unknown-condition-field',
    'a condition names a field that the action does not have',
    'no field with this name',
  ),
  CM601: error('jsonata-syntax', 'an expression cannot be parsed'),
  CM602: error(
    'unknown-function',
    'an expression calls an unknown function',
    'neither in JSONata nor in this definition',
  ),
  CM603: error(
    'wrong-argument-count',
    'a function is called with too few or too many arguments',
    'wrong number of arguments',
  ),
  CM604: error(
    'impure-function',
    'a function gives another result each time, so destinations cannot use it',
    'another result each time',
  ),
  CM605: error('not-a-function', 'a function of a definition is not a function expression', 'not a function'),
  CM701: accountCodes.CM701,
  CM702: accountCodes.CM702,
  CM703: accountCodes.CM703,
  CM704: error('plain-secret', 'a secret is written in a file', 'a secret in plain text'),
  CM705: warning('open-url', 'the payload decides the host of a URL, and no `hosts` limit it', 'leads to any host'),
  CM706: accountCodes.CM706,
  CM707: accountCodes.CM707,
  CM801: warning(
    'overlapping-subscriptions',
    'two subscriptions send the same action for the same events, or for some of them',
  ),
  CM802: warning('unused', 'nothing uses a part of a definition', 'not used'),
  CM803: warning('open-todo', 'a part is marked as not finished', 'still open'),
  CM804: warning('unknown-rule', 'callmap has no such code', 'no such code'),
  CM805: warning('duplicate-name', 'two subscriptions have the same name', 'already used'),
  CM806: warning(
    'like-directive',
    'a string or object looks like a directive, and is sent unchanged',
    'sent unchanged',
  ),
  CM807: warning('undeclared-subject', 'an action batches group calls and declares no `subject`', 'no `subject`'),
  CM808: warning('idle-response-rule', 'a rule for answers never decides anything', 'never decides'),
  CM809: warning(
    'response-reads-nothing',
    'the errors of a response read nothing of the answer or the item',
    'reads nothing of it',
  ),
  CM810: warning('counted-repeat', 'the vendor counts a repeated request twice', 'counted twice'),
  CM901: error('required-absent', 'a required field is absent'),
  CM902: error('expression-failed', 'an expression or template failed for this event'),
  CM903: error('invalid-value', 'a value does not fit the type, format or choices of its field'),
  CM904: error('refused', 'a check of the action refuses the payload'),
  CM905: error('request-failed', 'a payload cannot be made into a request'),
  CM906: error('too-deep-value', 'a value is nested too deep'),
  CM907: error('not-an-event', 'the argument of `map` is not an event'),
  CM908: error('not-an-action', 'an argument of `requests` is not an action'),
  CM909: error('foreign-action', 'an action belongs to another destination'),
  CM910: error('over-budget', 'an event or an answer takes more work than one run may do'),
}

export type Code = keyof typeof codes
