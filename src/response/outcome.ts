/**
 * Meaning of the vendor's answer for an action.
 *
 * @example
 * { action: 1, outcome: 'rejected', at: 'email', items: [1], message: 'invalid address' }
 */
export type Outcome = {
  /** Index of the action in the list that `requests` got. */
  readonly action: number
} & (Delivered | Retry | Rejected | Unauthorized)

export interface Delivered {
  readonly outcome: 'delivered'
}

/** The action is to be sent again. */
export interface Retry {
  readonly outcome: 'retry'
  /** Seconds to wait; absent if the vendor says none. */
  readonly after?: number
  /** The request is to be sent again in smaller parts. */
  readonly split?: true
  readonly message: string
}

/** The action will never be accepted. */
export interface Rejected {
  readonly outcome: 'rejected'
  /** Field, as the vendor names it. */
  readonly at?: string
  /** Refused items, as indices of `request.items`; absent if the whole request is refused. */
  readonly items?: readonly number[]
  readonly message: string
}

/** The account has to be authorized again. The action is to be kept until then. */
export interface Unauthorized {
  readonly outcome: 'unauthorized'
  /** Token of the definition that the request was made with: it is to be had again, once. */
  readonly token?: string
  readonly message: string
}

/** An outcome of one item. */
export type Settled = Delivered | Retry | Rejected | Unauthorized

export interface Outcomes {
  /** One for each action of the request, in the order of `request.actions`. */
  readonly outcomes: readonly Outcome[]
  /** Nothing else of this account is to be sent until the actions are. */
  readonly pause?: true
}

const severity: Readonly<Record<Settled['outcome'], number>> = { delivered: 0, retry: 1, unauthorized: 2, rejected: 3 }

/** Merges the outcomes of an action's items into the worst of them. */
export function worst(settled: readonly Settled[]): Settled {
  return settled.reduce((worst, one) => (severity[one.outcome] > severity[worst.outcome] ? one : worst))
}
