const error = (name: string, summary: string, label?: string) => ({ name, severity: 'error' as const, summary, label })
const warning = (name: string, summary: string, label?: string) => ({
  ...error(name, summary, label),
  severity: 'warning' as const,
})

/**
 * Every code callmap reports, with its name, what it is about, and what is said beside the marks in a file, where that is
 * always the same. A code is a contract: never
 * reused, never renumbered.
 *
 * CM1xx shape of JSON and files · CM2xx triggers · CM3xx events and their paths · CM4xx actions and fields ·
 * CM5xx directives · CM6xx JSONata · CM7xx requests and secrets · CM8xx what works and is probably not meant ·
 * CM9xx one event at run time
 */
export const codes = {
  CM101: error('wrong-type', 'a value of the definition has the wrong type'),
  CM102: error('unknown-key', 'a key that the format does not have', 'unknown key'),
  CM103: error('missing-key', 'a key that the format requires is absent'),
  CM104: error('too-deep', 'a definition or call is nested deeper than callmap reads', 'nested too deep'),
  CM105: error('unknown-reference', 'a `$ref` names no part of the definition', 'names nothing'),
  CM106: error('circular-reference', 'a `$ref` leads back to itself', 'leads back to itself'),
  CM107: error('not-json', 'a line of the input that is not JSON', 'not JSON'),
  CM108: error('json-syntax', 'a file that is not JSON', 'not JSON from here on'),
  CM191: error('unknown-test-key', 'a key that files of tests do not have', 'unknown key'),
  CM192: error('invalid-matcher', 'a matcher of a test that does not exist, or is given what it cannot take'),
  CM193: error('invalid-test', 'a test that says something that cannot be so'),
  CM201: error('trigger-syntax', 'a trigger that cannot be read'),
  CM202: error('foreign-sign', 'a sign that other languages have, and triggers do not', 'a sign of another language'),
  CM203: warning('never-true', 'a trigger that no event can make true'),
  CM204: error('unquoted-value', 'a text in a trigger that is not in quotes', 'a text without quotes'),
  CM205: error('unknown-trigger-function', 'a function that triggers do not have', 'no function with this name'),
  CM206: error('trigger-too-long', 'a trigger that is longer than callmap reads', 'too long'),
  CM207: warning('always-true', 'a trigger that every event makes true', 'true for every event'),
  CM301: error('unknown-event-path', 'a path that starts with a field which no call has', 'unknown field'),
  CM302: warning('unfit-in-events', 'a field cannot take what its mapping gives for real events'),
  CM303: warning('absent-for-call', 'a mapping reads only what the calls of its trigger do not have'),
  CM304: warning('absent-in-events', 'a path that no real event has', 'in none of the events'),
  CM305: warning('ignored-in-events', 'real events of which the vendor drops, cuts or ignores a part', 'sends them'),
  CM306: warning('doubtful-events', 'real events whose arguments seem to be in another order'),
  CM307: warning('unread-in-events', 'top-level keys of real events that nothing reads'),
  CM311: error('not-a-call', 'an event that is not one of the six calls'),
  CM312: error('incomplete-call', 'a call without an id or name that it needs'),
  CM313: error('invalid-call', 'a field of a call that is not what it should be'),
  CM314: warning('unreadable-time', 'a time of a call that cannot be read, beside one that can'),
  CM401: error(
    'unknown-action',
    'a subscription names an action that the destination does not have',
    'no action with this name',
  ),
  CM402: warning('required-not-mapped', 'a required field has no mapping, so every event will fail'),
  CM403: error(
    'unknown-field',
    'a mapping, condition or check names a field that the action does not have',
    'no field with this name',
  ),
  CM404: error('mapping-and-overrides', 'a subscription has both a mapping and overrides'),
  CM405: error('invalid-field', 'a field says something that its type cannot hold', 'its type cannot hold this'),
  CM406: error('unknown-setting', 'a setting that the destination does not have', 'no setting with this name'),
  CM407: error('missing-setting', 'a required setting is not given'),
  CM408: error('invalid-setting', 'a setting has a value that it cannot hold', 'not a value of this setting'),
  CM409: warning(
    'unmappable-field',
    'a subscription maps a field that the action does not have',
    'no field with this name',
  ),
  CM411: warning(
    'impossible-value',
    'a mapping gives what its field cannot hold, whatever the event',
    'never fits the field',
  ),
  CM412: warning('unhashed-pii', 'a field for hashes gets personal data as it is', 'not hashed'),
  CM413: error('unknown-destination', 'a mappings file names a destination that there is not', 'no such destination'),
  CM501: error('directive-not-alone', 'a key beside a directive', 'beside a directive'),
  CM502: error('invalid-argument', 'a directive is given what it cannot take', 'not what the directive takes'),
  CM503: error('unknown-directive', 'a key that starts with @ and names no directive', 'no directive with this name'),
  CM504: warning('ignored-argument', 'a directive is given something that it does not read', 'has no effect'),
  CM505: error('liquid', 'a Liquid template that cannot be read, or uses what mappings do not allow', 'cannot be read'),
  CM506: warning(
    'unfinished-path',
    'a path or placeholder that breaks off, and is read as far as it goes',
    'breaks off here',
  ),
  CM507: error('not-a-path', 'a placeholder of a template that holds more than a path', 'a placeholder holds a path'),
  CM508: warning(
    'foreign-template',
    'a template with signs of another language, which are sent as they are or read as a part of a key',
    'taken as it is',
  ),
  CM410: warning(
    'unknown-condition-field',
    'a condition on a field that the action does not have',
    'no field with this name',
  ),
  CM601: error('jsonata-syntax', 'an expression that cannot be read'),
  CM602: error(
    'unknown-function',
    'a function that expressions do not have',
    'no function of JSONata or of this definition',
  ),
  CM603: error(
    'wrong-argument-count',
    'a function called with too few or too many arguments',
    'wrong number of arguments',
  ),
  CM604: error(
    'impure-function',
    'a function that a destination cannot use, as it gives another result each time',
    'another result each time',
  ),
  CM605: error('not-a-function', 'a function of a definition that is not written as one', 'not a function'),
  CM701: error('unsafe-url', 'a URL that would hold unencoded values of the payload', 'would not be encoded'),
  CM702: error('invalid-request', 'a request template that cannot make a request'),
  CM703: error('invalid-constant', 'a constant that cannot be computed from the settings', 'cannot be computed'),
  CM704: error('plain-secret', 'a secret that is written in a file', 'a secret in plain text'),
  CM705: warning('open-url', 'a URL that the payload decides, with no `hosts` to keep it to', 'leads to any host'),
  CM706: error('secret-not-given', 'a request needs a secret that is only a reference', 'no value given'),
  CM801: warning(
    'overlapping-subscriptions',
    'two subscriptions send the same action for the same events, or for some of them',
  ),
  CM802: warning('unused', 'a part of a definition that nothing uses', 'not used'),
  CM803: warning('open-todo', 'a part that is marked as not finished', 'still open'),
  CM804: warning('unknown-rule', 'a code to be ignored that callmap does not have', 'no such code'),
  CM805: warning('duplicate-name', 'two subscriptions have one name', 'a name that is taken'),
  CM806: warning(
    'like-directive',
    'a text or an object that is sent as it is, and looks like a directive',
    'sent as it is',
  ),
  CM807: warning(
    'undeclared-subject',
    'an action takes group calls into batches, and no `subject` says what they are about',
    'no `subject`',
  ),
  CM901: error('required-absent', 'a required field is absent'),
  CM902: error('expression-failed', 'an expression or template failed for this event'),
  CM903: error('invalid-value', 'a value is not of the type, format or choices of its field'),
  CM904: error('refused', 'a check of the action refused the payload'),
  CM905: error('request-failed', 'a request could not be made of a payload'),
  CM906: error('too-deep-value', 'a value is nested too deep to be handled'),
  CM907: error('not-an-event', '`map` was given what is not an event'),
  CM908: error('not-an-action', '`requests` was given what is not an action'),
  CM909: error('foreign-action', '`requests` was given an action of another destination'),
}

export type Code = keyof typeof codes
