import { destinationLibrary, pureFunctions } from './functions/index.ts'
import type { FunctionExample } from './functions/pureFunction.ts'

/** The functions of the language, one sentence each. */
const summaries: Readonly<Record<string, string>> = {
  sum: 'The sum of an array of numbers.',
  count: 'The number of items of an array.',
  max: 'The largest number of an array.',
  min: 'The smallest number of an array.',
  average: 'The mean of an array of numbers.',
  string: 'Converts a value to a string; objects and arrays become JSON.',
  substring: 'The part of a string from a position, optionally of a length.',
  substringBefore: 'The part of a string before the first occurrence of another.',
  substringAfter: 'The part of a string after the first occurrence of another.',
  lowercase: 'Converts a string to lower case.',
  uppercase: 'Converts a string to upper case.',
  length: 'The number of characters of a string.',
  trim: 'Removes white space at both ends, and doubled white space inside.',
  pad: 'Pads a string to a width; a negative width pads on the left.',
  match: 'All matches of a regular expression in a string, each with its place and groups.',
  contains: 'True if a string has a substring, or matches a regular expression.',
  replace: 'Replaces a substring or the matches of a regular expression.',
  split: 'Splits a string by a separator or a regular expression.',
  join: 'Joins an array of strings, optionally with a separator.',
  formatNumber: 'Formats a number by a picture such as `#,##0.00`.',
  formatBase: 'Writes a number in a base from 2 to 36.',
  formatInteger: 'Formats an integer by a picture, in digits, words or Roman numerals.',
  parseInteger: 'Reads an integer by a picture.',
  number: 'Converts a string or boolean to a number.',
  floor: 'Rounds a number down.',
  ceil: 'Rounds a number up.',
  round: 'Rounds a number, half to even, optionally to decimal places.',
  abs: 'The absolute value of a number.',
  sqrt: 'The square root of a number.',
  power: 'A number to the power of another.',
  random: 'A random number from 0 to 1.',
  boolean: 'Converts a value to a boolean, by what counts as true.',
  not: 'The opposite of a value as a boolean. It is absent for an absent value.',
  exists: 'True if an expression has a value.',
  type: 'The type of a value: `string`, `number`, `boolean`, `array`, `object`, `null` or `function`.',
  map: 'Applies a function to each item of an array.',
  filter: 'Keeps the items of an array for which a function is true.',
  single: 'The only item of an array for which a function is true.',
  reduce: 'Combines the items of an array by a function of two parameters.',
  sift: 'Keeps the members of an object for which a function is true.',
  each: 'Applies a function to each member of an object, and gives an array.',
  zip: 'Combines arrays, item by item.',
  sort: 'Sorts an array, optionally by a function that tells if two items are in the wrong order.',
  keys: 'The keys of an object.',
  lookup: 'The value of a key of an object.',
  append: 'Joins two arrays or values to one array.',
  spread: 'Splits an object into an array of objects with one member each.',
  merge: 'Merges an array of objects; later ones win.',
  reverse: 'Reverses an array.',
  shuffle: 'Puts an array into a random order.',
  distinct: 'Removes duplicates from an array.',
  clone: 'Copies an object or array.',
  error: 'Fails with a message.',
  assert: 'Fails with a message unless a value is true.',
  base64encode: 'Encodes a string in base 64.',
  base64decode: 'Decodes a string from base 64.',
  encodeUrlComponent: 'Percent-encodes a part of a URL.',
  encodeUrl: 'Percent-encodes a whole URL.',
  decodeUrlComponent: 'Decodes a percent-encoded part of a URL.',
  decodeUrl: 'Decodes a percent-encoded URL.',
  now: 'The time of the run in ISO 8601, or by a picture.',
  millis: 'The time of the run in milliseconds since 1970.',
  toMillis: 'Reads a time in ISO 8601, or by a picture, to milliseconds since 1970.',
  fromMillis: 'Formats milliseconds since 1970 in ISO 8601, or by a picture.',
}

/** A function that an expression of a destination may call, as an editor shows it. */
export interface DescribedFunction {
  /** Name without the `$`. */
  readonly name: string
  /** A JSONata signature, such as `<s-:n>`. */
  readonly signature: string
  readonly summary: string
  readonly examples: readonly FunctionExample[]
}

/** Describes all functions that an expression of a destination may call. */
export function describeFunctions(): DescribedFunction[] {
  const added = new Map(pureFunctions.map(one => [one.name, one]))
  return [...destinationLibrary.values()].map(({ name, signature: { definition } }) => {
    const { summary = summaries[name]!, examples = [] } = added.get(name) ?? {}
    return { name, signature: definition, summary, examples }
  })
}
