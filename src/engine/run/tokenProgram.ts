import type { Account, Tokens } from '../../destination/index.ts'
import type { Draft, Request, Trail } from '../../request/index.ts'
import type { Answer, TokenAnswerReader, TokenResult } from '../../response/index.ts'
import type { JsonObject } from '../../value/index.ts'
import type { Failure } from './action.ts'

export type { Tokens } from '../../destination/index.ts'
export type { TokenResult } from '../../response/index.ts'

/** A compiled token. */
export interface TokenProgram {
  readonly request: (payload: JsonObject, drafts: Draft[], account: Account, trail: Trail) => void
  readonly reader: TokenAnswerReader
}

/** Parts of a compiled definition that its tokens need. */
export interface TokenPrograms {
  readonly slug: string
  /** Tokens, by name. */
  readonly tokens: { readonly [key: string]: TokenProgram }
  /** Names of tokens, by their values. */
  readonly tokenValues: ReadonlyMap<string, string>
}

/** A request for tokens, or the reason for its absence. */
export type TokenRequest =
  | { readonly request: Request; readonly failure?: undefined }
  | { readonly request?: undefined; readonly failure: Pick<Failure, 'code' | 'at' | 'message' | 'template'> }

/** Functions for requests with tokens. */
export interface TokenFunctions {
  /** An account with the tokens of one call. Absent ones get the mark that previews show. */
  withTokens(account: Account, values: ReadonlyMap<string, string>, given: unknown): Account
  /** Marks the absent tokens of a preview, and refuses any other draft that needs them. @throws RequestError */
  settleTokens(draft: Draft, account: Account, isPreview: boolean): Draft
}

/** Functions for requests that get tokens, and for the answers to them. */
export interface TokenRequests {
  /** Makes a request for tokens. Never throws. */
  makeTokenRequest(
    name: string,
    tokens: unknown,
    programs: TokenPrograms,
    account: Account,
    isPreview: boolean,
  ): TokenRequest
  /** Reads the answer to a request for tokens. Never throws. */
  readTokenAnswer(
    name: string,
    answer: Answer,
    tokens: Tokens | undefined,
    programs: TokenPrograms,
    account: Account,
  ): TokenResult
}
