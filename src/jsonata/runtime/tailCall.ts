import type { Site } from './error.ts'

/** A call in tail position: the function that ends with it returns this, and its caller makes the call. */
export class TailCall {
  readonly site: Site
  readonly procedure: unknown
  readonly args: readonly unknown[]

  constructor(site: Site, procedure: unknown, args: readonly unknown[]) {
    this.site = site
    this.procedure = procedure
    this.args = args
  }
}
