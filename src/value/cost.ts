// Prices in units. `docs/limits.md` lists them, and `bench/units.question.js` measures them. Each is an export of its own:
// a bundle holds numbers instead of a table.

/** A statement of a generated function. */
export const statement = 20
/** A call of a function. */
export const call = 20
/** A member or item that is looked at. */
export const item = 10
/** An item that is put in a list. */
export const kept = 40
/** An object or list that is made. */
export const object = 100
/** A member that is put in an object. */
export const member = 200
/** A member that is copied with an object of at most a hundred. */
export const copiedMember = 100
/** A character of JSON that is parsed. */
export const parsedCharacter = 20
/** A key of an object that is listed. */
export const key = 100
/** A key of an object with so many that engines list them slowly. */
export const keyOfMany = 500
/** A number that is printed in JSON. */
export const printedNumber = 30
/** A character of a path that is parsed at run time, or of a template. */
export const pathCharacter = 50
/** A character that is read or built. */
export const character = 1
/** A character of a string in which another string is searched for. */
export const searchedCharacter = 4
/** A character whose case is changed. */
export const caseCharacter = 3
/** A character whose case is changed, in a string with characters beyond Latin-1. */
export const wideCaseCharacter = 30
/** A character that is encoded for a URL, or decoded. */
export const urlCharacter = 20
/** A character that is hashed. */
export const hashedCharacter = 30
/** A byte of a body that is signed. */
export const hashedByte = 10
/** A keyed hash besides its characters. */
export const keyedHash = 5000
/** A character that the test of a format reads. */
export const formatCharacter = 10
/** A step of the counting matcher of regular expressions. */
export const matcherStep = 40
/** A character that is read to bound the steps of JavaScript's matcher of regular expressions. */
export const measuredCharacter = 10
/** A step of JavaScript's matcher of regular expressions. */
export const nativeStep = 1
/** A character that is decoded from Base64 or encoded in it, or trimmed. */
export const rewrittenCharacter = 40
/** An expression that is compiled at run time, besides its characters. */
export const compilation = 300_000
/** A character of an expression that is compiled at run time. */
export const compiledCharacter = 2000
/** A character of a picture. */
export const pictureCharacter = 400
/** A number that is rounded, or printed with a fraction. */
export const number = 200
/** A time that is parsed or printed. */
export const time = 500
/** A hash besides its characters. */
export const hash = 1500
/** A number that is printed by a picture. */
export const picture = 2000
/** A phone number that is parsed. */
export const phoneNumber = 50_000
/** A character of a phone number that is parsed. */
export const phoneCharacter = 2000
/** A user agent that is parsed. */
export const userAgent = 100_000
/** A formatter of dates in a time zone. */
export const dateFormat = 100_000
/** A step of a pattern of triggers. */
export const globStep = 10
/** A part of a date that is printed. */
export const conversion = 300
/** A call of a Liquid filter. */
export const filter = 500
/** A character that a Liquid filter is given. */
export const filterCharacter = 30
/** An item that a Liquid filter looks into. */
export const filterItem = 2000
/** A request. */
export const request = 1000
/** An entry of an answer, or an item of a request that entries name. */
export const entry = 500
/** A message about a value that does not fit. */
export const message = 2000
