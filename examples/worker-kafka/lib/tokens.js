/** Tokens of accounts. */
export class TokenRecords {
  async read() {
    return { tokens: {}, revision: 0 }
  }
  close() {}
}
