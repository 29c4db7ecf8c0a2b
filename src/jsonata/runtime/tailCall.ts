import type { Site } from './error.ts'

/** A call in tail position. The function returns it, and its caller runs the call. */
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
