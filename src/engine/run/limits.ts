/** Vendor limits that differ between accounts. */
export interface Limits {
  /** Size in bytes of a request body above which `explain` warns. */
  readonly requestBytes?: number
  /** Maximum size in bytes of a batch. */
  readonly batchBytes?: number
  /** Maximum number of items in a batch. */
  readonly batchItems?: number
}
