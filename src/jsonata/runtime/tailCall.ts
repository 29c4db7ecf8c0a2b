import type { Site } from './error.ts'

/** A call in tail position. The function returns it, and its caller runs the call. */
export class TailCall {
  readonly site: Site | undefined
  readonly procedure: unknown
  readonly args: readonly unknown[]
  /** Variable of the called value, if it is one. */
  readonly name: string | undefined

  constructor(site: Site | undefined, procedure: unknown, args: readonly unknown[], name?: string) {
    this.site = site
    this.procedure = procedure
    this.args = args
    this.name = name
  }
}
