/** Members of the object that a directive takes. */
export interface DirectiveMembers {
  readonly [key: string]: DirectiveMember
}

export interface DirectiveMember {
  /** One sentence. */
  readonly summary: string
  readonly isRequired?: boolean
  /** All values; a member without choices may be a mapping. */
  readonly choices?: readonly (string | boolean)[]
  /** True for a mapping whose input is not that of the directive. */
  readonly hasOwnInput?: boolean
}
