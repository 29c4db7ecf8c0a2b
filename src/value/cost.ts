/** Prices in units. `docs/limits.md` lists them, and `bench/units.question.js` measures them. */
export const cost = {
  /** A statement of a generated function. */
  statement: 20,
  /** A call of a function. */
  call: 20,
  /** A member or item that is looked at. */
  item: 10,
  /** An item that is put in a list. */
  kept: 40,
  /** An object or list that is made. */
  object: 100,
  /** A member that is put in an object. */
  member: 200,
  /** A member that is copied with an object of at most a hundred. */
  copiedMember: 100,
  /** A character of JSON that is parsed. */
  parsedCharacter: 20,
  /** A key of an object that is listed. */
  key: 100,
  /** A key of an object with so many that engines list them slowly. */
  keyOfMany: 500,
  /** A number that is printed in JSON. */
  printedNumber: 30,
  /** A character of a path that is parsed at run time, or of a template. */
  pathCharacter: 50,
  /** A character that is read or built. */
  character: 1,
  /** A character of a string in which another string is searched for. */
  searchedCharacter: 4,
  /** A character whose case is changed. */
  caseCharacter: 3,
  /** A character whose case is changed, in a string with characters beyond Latin-1. */
  wideCaseCharacter: 30,
  /** A character that is encoded for a URL, or decoded. */
  urlCharacter: 20,
  /** A character that is hashed. */
  hashedCharacter: 30,
  /** A byte of a body that is signed. */
  hashedByte: 10,
  /** A keyed hash besides its characters. */
  keyedHash: 5000,
  /** A character that the test of a format reads. */
  formatCharacter: 10,
  /** A step of the counting matcher of regular expressions. */
  matcherStep: 40,
  /** A character that is read to bound the steps of JavaScript's matcher of regular expressions. */
  measuredCharacter: 10,
  /** A step of JavaScript's matcher of regular expressions. */
  nativeStep: 1,
  /** A character that is decoded from Base64 or encoded in it, or trimmed. */
  rewrittenCharacter: 40,
  /** An expression that is compiled at run time, besides its characters. */
  compilation: 300_000,
  /** A character of an expression that is compiled at run time. */
  compiledCharacter: 2000,
  /** A character of a picture. */
  pictureCharacter: 400,
  /** A number that is rounded, or printed with a fraction. */
  number: 200,
  /** A time that is parsed or printed. */
  time: 500,
  /** A hash besides its characters. */
  hash: 1500,
  /** A number that is printed by a picture. */
  picture: 2000,
  /** A phone number that is parsed. */
  phoneNumber: 50_000,
  /** A character of a phone number that is parsed. */
  phoneCharacter: 2000,
  /** A user agent that is parsed. */
  userAgent: 100_000,
  /** A formatter of dates in a time zone. */
  dateFormat: 100_000,
  /** A step of a pattern of triggers. */
  globStep: 10,
  /** A part of a date that is printed. */
  conversion: 300,
  /** A call of a Liquid filter. */
  filter: 500,
  /** A character that a Liquid filter is given. */
  filterCharacter: 30,
  /** An item that a Liquid filter looks into. */
  filterItem: 2000,
  /** A request. */
  request: 1000,
  /** An entry of an answer, or an item of a request that entries name. */
  entry: 500,
  /** A message about a value that does not fit. */
  message: 2000,
} as const
