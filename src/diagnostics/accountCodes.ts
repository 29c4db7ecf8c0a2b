/** Name and summary of a code, and the label beside the marked place if it is always the same. */
export interface CodeFacts {
  readonly name: string
  readonly severity: 'error' | 'warning'
  readonly summary: string
  readonly label: string | undefined
}

export function error(name: string, summary: string, label?: string) {
  return { name, severity: 'error' as const, summary, label }
}

/** Codes of mistakes in the settings of an account. A built module has no others. */
export const accountCodes = {
  CM406: error('unknown-setting', 'the destination has no such setting', 'no setting with this name'),
  CM407: error('missing-setting', 'a required setting is absent'),
  CM408: error('invalid-setting', 'the value of a setting is invalid', 'invalid for this setting'),
  CM414: error('invalid-option', 'an option of an account is invalid'),
  CM701: error('unsafe-url', 'a URL would contain unencoded values of the payload', 'would not be encoded'),
  CM702: error('invalid-request', 'a request template is invalid'),
  CM703: error('invalid-constant', 'a constant cannot be computed from the settings', 'cannot be computed'),
  CM706: error('secret-not-given', 'a request needs a secret without a value', 'no value given'),
  CM707: error('token-not-given', 'a request needs a token that is absent', 'no token given'),
}

export type AccountCode = keyof typeof accountCodes
